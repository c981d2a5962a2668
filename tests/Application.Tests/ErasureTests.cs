using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Application.Tests;

/// <summary>Forgetting destroys the key and records it (R10); a repeat answers HOUSEHOLD_ERASED (R5).</summary>
public class ErasureTests
{
    private readonly Desk desk = Desk.InMemory();

    private Erasure Erasure => new(desk.Store, desk.Runner, desk.States, desk.Keys);

    [Fact]
    public async Task A_forgotten_household_keeps_its_figures_and_loses_its_texts_and_its_key()
    {
        await EnrolledAsync();

        (await EraseAsync("erase")).Should().BeOfType<CommandOutcome<HouseholdEvent>.Accepted>();

        desk.Keys.Find(Desk.Household).State.Should().Be(KeyState.Destroyed);
        var state = await desk.States.LoadAsync(Desk.Household, CancellationToken.None);
        state.Status.Should().Be(HouseholdStatus.Erased);
        state.Enrolment!.Label.Should().Be(PersonalText.Unreadable);
        state.Live<CashCounted>().Single().Amount.Should().Be(new Money(7));
        (await EraseAsync("erase")).Should().BeOfType<CommandOutcome<HouseholdEvent>.Refused>()
            .Which.Refusal.Reason.Should().Be("HOUSEHOLD_ERASED");
    }

    [Fact]
    public async Task An_erasure_that_is_refused_leaves_the_household_as_it_was()
    {
        await EnrolledAsync();

        (await EraseAsync("erase", "Not a slug")).Should().BeOfType<CommandOutcome<HouseholdEvent>.Refused>();

        desk.Keys.Condemned().Should().BeEmpty();
        desk.Keys.Find(Desk.Household).State.Should().Be(KeyState.Present);
    }

    [Fact]
    public async Task What_a_crash_left_recorded_but_readable_is_finished_and_what_was_never_recorded_is_spared()
    {
        await EnrolledAsync();
        desk.Keys.Condemn(Desk.Household);
        (await Erasure.FinishAsync(CancellationToken.None)).Should().Be(0);
        desk.Keys.Find(Desk.Household).State.Should().Be(KeyState.Present);

        desk.Keys.Condemn(Desk.Household);
        await desk.Runner.RunAsync(
            Desk.Household,
            Desk.Request("erase"),
            (state, _, today) => EraseHousehold.Decide(state, Command("asked-to"), today),
            CancellationToken.None);
        (await desk.Record(Desk.Cash(8), Desk.Request("late"))).Should().BeOfType<CommandOutcome<HouseholdEvent>.Refused>()
            .Which.Refusal.Reason.Should().Be("HOUSEHOLD_ERASED", "nothing is recorded after it, key or no key");

        (await Erasure.FinishAsync(CancellationToken.None)).Should().Be(1);
        desk.Keys.Find(Desk.Household).State.Should().Be(KeyState.Destroyed);
        desk.Keys.Condemned().Should().BeEmpty();
    }

    [Fact]
    public async Task Keys_put_back_from_before_an_erasure_are_destroyed_again_at_the_next_start_and_the_log_is_not_read_twice()
    {
        await EnrolledAsync();
        await EraseAsync("erase");
        (await Erasure.FinishAsync(CancellationToken.None)).Should().Be(0);
        var old = new MemoryKeyStore(desk.Clock);
        old.CreateIfAbsent(Desk.Household);
        var restored = new Desk(desk.Store, old, desk.Clock);
        var erasure = new Erasure(restored.Store, restored.Runner, restored.States, old);

        (await erasure.FinishAsync(CancellationToken.None)).Should().Be(1);

        old.Find(Desk.Household).State.Should().Be(KeyState.Destroyed);
        old.ErasuresSeen.Should().Be(Cursor.Encode(desk.Store.StoreId, await desk.Store.ReadHeadAsync(CancellationToken.None)));
        (await erasure.FinishAsync(CancellationToken.None)).Should().Be(0);
    }

    [Fact]
    public async Task A_household_forgotten_on_another_node_shows_no_text_here_though_its_key_is_still_held_here()
    {
        await EnrolledAsync();
        var cached = new CachedKeys(desk.Keys, desk.Clock);
        var other = new Desk(desk.Store, cached, desk.Clock);
        (await other.States.LoadAsync(Desk.Household, CancellationToken.None)).Enrolment!.Label.Should().NotBe(PersonalText.Unreadable);

        await EraseAsync("erase");

        cached.Find(Desk.Household).State.Should().Be(KeyState.Present, "for a minute at most");
        (await other.States.LoadAsync(Desk.Household, CancellationToken.None)).Enrolment!.Label.Should().Be(PersonalText.Unreadable);
        new Erasure(other.Store, other.Runner, other.States, cached).Saw((await desk.Log())[^1]);
        cached.Find(Desk.Household).State.Should().Be(KeyState.Destroyed);
    }

    [Fact]
    public async Task A_key_that_a_node_could_not_destroy_is_destroyed_by_whoever_sees_the_event()
    {
        await EnrolledAsync();
        await desk.Runner.RunAsync(
            Desk.Household,
            Desk.Request("erase"),
            (state, _, today) => EraseHousehold.Decide(state, Command("asked-to"), today),
            CancellationToken.None);
        var log = await desk.Log();

        log.ForEach(Erasure.Saw);

        desk.Keys.Find(Desk.Household).State.Should().Be(KeyState.Destroyed);
    }

    [Fact]
    public async Task No_household_can_be_enrolled_under_the_id_by_which_an_agencys_own_key_is_kept()
    {
        ExternalIds.Open(desk.Keys, Desk.Agency);
        var taken = ExternalIds.OwnerOf(Desk.Agency);
        await desk.CreateAgency();

        var outcome = await desk.Runner.RunAsync(
            taken,
            Desk.Request("enrolment"),
            (state, _, today) => EnrolHousehold.Decide(state, new EnrolHousehold(taken, Desk.Agency, Desk.Today, null), today),
            CancellationToken.None);

        outcome.Should().BeOfType<CommandOutcome<HouseholdEvent>.Refused>().Which.Refusal.Reason.Should().Be("HOUSEHOLD_ID_RESERVED");
        desk.Keys.Find(taken).State.Should().Be(KeyState.Present);
    }

    private async Task EnrolledAsync()
    {
        await desk.CreateAgency();
        await desk.Enrol();
        await desk.Record(Desk.Cash(7), Desk.Request("cash"));
    }

    private static EraseHousehold Command(string reason) => new(Desk.Today, reason);

    private Task<CommandOutcome<HouseholdEvent>> EraseAsync(string request, string reason = "asked-to") =>
        Erasure.RunAsync(Desk.Household, Desk.Request(request), Command(reason));
}
