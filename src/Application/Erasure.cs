using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;

namespace BudgetCoaching.Application;

/// <summary>
/// Has households forgotten (R10): that it happened is recorded, then the key is destroyed and what is held in memory dropped. A crash in
/// between is made good at the next start, so that a household is never recorded as forgotten and still readable.
/// </summary>
public sealed class Erasure(CommandRunner runner, StreamStates states, IKeyStore keys)
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

    /// <summary>Finishes what was begun before a crash: to be called before anybody is answered.</summary>
    /// <returns>Households whose key was destroyed now.</returns>
    public async Task<int> FinishAsync(CancellationToken cancel)
    {
        var finished = 0;
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

        return finished;
    }

    private void Destroy(HouseholdId household)
    {
        keys.Destroy(household);
        states.Forget(household);
        CommandTelemetry.Erased();
    }
}
