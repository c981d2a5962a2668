using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;

namespace BudgetCoaching.Application;

/// <summary>
/// Has households forgotten (R10): that it happened is recorded, then the key is destroyed and what is held in memory dropped. A crash in
/// between is made good at the next start, so that a household is never recorded as forgotten and still readable.
/// </summary>
public sealed class Erasure(IEventReader log, CommandRunner runner, StreamStates states, IKeyStore keys)
{
    /// <summary>Once it is accepted nothing personal of the household can be read again, by anybody, in any copy of the log.
    /// Begun, it is not stopped: half of it is worth nothing.</summary>
    public async Task<CommandOutcome<HouseholdEvent>> RunAsync(
        HouseholdId household, CommandRequest request, EraseHousehold command)
    {
        if (keys.Find(household).State == KeyState.Present)
        {
            keys.Condemn(household);
        }

        var outcome = await runner.RunAsync(
            household, request, (state, _, today) => EraseHousehold.Decide(state, command, today), CancellationToken.None);
        if (outcome is CommandOutcome<HouseholdEvent>.Accepted)
        {
            Destroy(household);
        }
        else if ((await states.LoadAsync(household, CancellationToken.None)).Status != HouseholdStatus.Erased)
        {
            keys.Spare(household);
        }

        return outcome;
    }

    /// <summary>
    /// Finishes what was begun before a crash, and destroys again what a key store put back from a backup still holds: to be called before
    /// anybody is answered. Of the log it reads what came since it was last called on this key store.
    /// </summary>
    /// <returns>Households whose key was destroyed now.</returns>
    public async Task<int> FinishAsync(CancellationToken cancel)
    {
        var head = await log.ReadHeadAsync(cancel);
        var finished = await DestroyAgainAsync(cancel);
        foreach (var household in keys.Condemned())
        {
            if ((await states.LoadAsync(household, cancel)).Status == HouseholdStatus.Erased)
            {
                Destroy(household);
                finished++;
            }
            else
            {
                keys.Spare(household);
            }
        }

        keys.SeeErasures(Cursor.Encode(log.StoreId, head));
        return finished;
    }

    /// <summary>
    /// Shows what any node recorded: of a household that was forgotten nothing is held any longer, and its key is destroyed if whoever
    /// recorded it could not.
    /// </summary>
    /// <exception cref="IOException">The key store is away: what is held in memory is dropped all the same.</exception>
    public void Saw(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        if (recorded.Type.Name == EventNames.HouseholdErased)
        {
            var household = HouseholdOf(recorded);
            states.Forget(household);
            keys.Destroy(household);
        }
    }

    /// <summary>A cursor of another log, or none, says nothing: then all of this one is read.</summary>
    private async Task<int> DestroyAgainAsync(CancellationToken cancel)
    {
        var after = Position.Start;
        if (keys.ErasuresSeen is { } seen)
        {
            Cursor.Decode(seen, log.StoreId, out after);
        }

        var destroyed = 0;
        await foreach (var stored in log.ReadAllAsync(after, cancel))
        {
            if (stored.Type.Name != EventNames.HouseholdErased)
            {
                continue;
            }

            var household = HouseholdOf(stored);
            if (keys.Find(household).State != KeyState.Destroyed)
            {
                Destroy(household);
                destroyed++;
            }
        }

        return destroyed;
    }

    private static HouseholdId HouseholdOf(RecordedEvent erased) => new(Guid.ParseExact(erased.Stream.Id, "D"));

    private void Destroy(HouseholdId household)
    {
        keys.Destroy(household);
        states.Forget(household);
        CommandTelemetry.Erased();
    }
}
