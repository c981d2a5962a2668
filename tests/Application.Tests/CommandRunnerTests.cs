using System.Text;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using NodaTime;
using Accepted = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Households.HouseholdEvent>.Accepted;
using Conflict = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Households.HouseholdEvent>.Conflict;
using Contention = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Households.HouseholdEvent>.Contention;
using Refused = BudgetCoaching.Application.CommandOutcome<BudgetCoaching.Domain.Households.HouseholdEvent>.Refused;

namespace BudgetCoaching.Application.Tests;

/// <summary>The stream's invariants (R1, R2), idempotency (R5) and the expected version (R6), seen from a command.</summary>
public class CommandRunnerTests
{
    private readonly Desk desk = Desk.InMemory();

    [Fact]
    public async Task An_enrolment_makes_the_key_and_the_first_event()
    {
        var outcome = await desk.Enrol();

        var stored = (await desk.Log()).Should().ContainSingle().Which;
        outcome.Should().Be(new Accepted(
            1, stored.Position, desk.Clock.Now,
            [new HouseholdEvent.HouseholdEnrolled(Desk.Household, Desk.Agency, Desk.Today, new PersonalText("Famiglia Rossi"))],
            Already: false));
        desk.Keys.Find(Desk.Household).State.Should().Be(KeyState.Present);
        Encoding.Latin1.GetString(stored.Data.Span).Should().NotContain("Rossi");
        Encoding.Latin1.GetString(stored.Meta.Span).Should().Contain("consultant-7");
    }

    [Fact]
    public async Task A_refused_enrolment_leaves_no_key()
    {
        var outcome = await desk.Enrol(label: new string('x', 10_000));

        ReasonOf(outcome).Should().Be(Reasons.TextTooLong);
        desk.Keys.Find(Desk.Household).Should().Be(KeyLookup.Absent);
        (await desk.Log()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_crash_after_the_key_was_made_leaves_only_a_key()
    {
        var key = desk.Keys.CreateIfAbsent(Desk.Household).Key;

        VersionOf(await desk.Enrol()).Should().Be(1);
        desk.Keys.Find(Desk.Household).Key.Should().BeSameAs(key);
    }

    [Fact]
    public async Task A_household_that_is_not_enrolled_is_the_deciders_to_refuse()
    {
        ReasonOf(await desk.Record(Desk.Cash(1), Desk.Request("r1"))).Should().Be(Reasons.HouseholdNotEnrolled);
        desk.Keys.Find(Desk.Household).State.Should().Be(KeyState.Absent);
    }

    [Fact]
    public async Task A_repeat_is_answered_as_before_whatever_came_since()
    {
        await desk.Enrol();
        var first = (Accepted)await desk.Record(Desk.Cash(1), Desk.Request("r1"));
        await desk.Record(Desk.Cash(2), Desk.Request("r2"));
        desk.Clock.Now += Duration.FromHours(30);

        var repeat = await desk.Another().Record(Desk.Cash(1), Desk.Request("r1"));

        repeat.Should().Be(first with { Already = true });
        (await desk.Log()).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_request_id_with_other_content_is_refused()
    {
        await desk.Enrol();
        await desk.Record(Desk.Cash(1), Desk.Request("r1"));

        var reused = await desk.Record(Desk.Cash(2), Desk.Request("r1", "other content"));

        ReasonOf(reused).Should().Be(RequestReasons.RequestIdReused);
        (await desk.Log()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Another_agency_may_use_the_same_request_id()
    {
        await desk.Enrol();
        await desk.Record(Desk.Cash(1), Desk.Request("r1"));

        var other = await desk.Record(Desk.Cash(2), Desk.Request("r1", "other content") with { Agency = new AgencyId("comune-crema") });

        VersionOf(other).Should().Be(3);
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_with_the_current_one()
    {
        await desk.Enrol();
        await desk.Record(Desk.Cash(1), Desk.Request("r1"));

        var outcome = await desk.Record(Desk.Cash(2), Desk.Request("r2") with { ExpectedVersion = 1 });

        outcome.Should().Be(new Conflict(2));
        VersionOf(await desk.Record(Desk.Cash(2), Desk.Request("r2") with { ExpectedVersion = 2 })).Should().Be(3);
        VersionOf(await desk.Record(Desk.Cash(2), Desk.Request("r2") with { ExpectedVersion = 2 })).Should().Be(3);
        (await desk.Log()).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_version_of_an_absent_household_is_a_conflict_with_none()
    {
        (await desk.Record(Desk.Cash(1), Desk.Request("r1") with { ExpectedVersion = 4 })).Should().Be(new Conflict(0));
    }

    [Fact]
    public async Task What_is_already_there_is_accepted_and_appends_nothing()
    {
        await desk.Enrol();
        var recorded = (Accepted)await desk.Record(Desk.Cash(1), Desk.Request("r1"));

        var again = await desk.Record(Desk.Cash(1), Desk.Request("r2"));

        again.Should().Be(recorded with { Events = [], Already = true });
        (await desk.Log()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_batch_is_one_request()
    {
        await desk.Enrol();
        HouseholdDecider decide = (_, _, _) => new Decision<HouseholdEvent>.Accepted([Desk.Cash(1), Desk.Cash(2), Desk.Cash(3)]);

        var first = await desk.Runner.RunAsync(Desk.Household, Desk.Request("r1"), decide, CancellationToken.None);
        var repeat = await desk.Runner.RunAsync(Desk.Household, Desk.Request("r1"), decide, CancellationToken.None);

        VersionOf(first).Should().Be(4);
        repeat.Should().Be(((Accepted)first) with { Already = true });
        ((Accepted)repeat).Events.Should().Equal(Desk.Cash(1), Desk.Cash(2), Desk.Cash(3));
    }

    [Fact]
    public async Task The_same_request_fifty_times_at_once_is_one_append()
    {
        await desk.Enrol();
        var nodes = new[] { desk, desk.Another() };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(i => Task.Run(() => nodes[i % 2].Record(Desk.Cash(1), Desk.Request("r1")))));

        (await desk.Log()).Should().HaveCount(2);
        var answers = outcomes.Cast<Accepted>().ToList();
        answers.Select(a => a with { Already = false }).Distinct().Should().ContainSingle().Which.Version.Should().Be(2);
        answers.Count(a => !a.Already).Should().Be(1);
    }

    [Fact]
    public async Task One_request_id_with_fifty_contents_at_once_is_one_append()
    {
        await desk.Enrol();
        var nodes = new[] { desk, desk.Another() };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(i => Task.Run(() => nodes[i % 2].Record(Desk.Cash(i + 1), Desk.Request("r1", $"{i}")))));

        (await desk.Log()).Should().HaveCount(2);
        outcomes.OfType<Accepted>().Should().ContainSingle();
        outcomes.OfType<Refused>().Select(r => r.Refusal.Reason).Should().HaveCount(49).And.AllBe(RequestReasons.RequestIdReused);
    }

    [Fact]
    public async Task Fifty_requests_on_one_household_at_once_all_take_their_place()
    {
        await desk.Enrol();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 50)
            .Select(i => Task.Run(() => desk.Record(Desk.Cash(i), Desk.Request($"r{i}")))));

        outcomes.Select(VersionOf).Should().BeEquivalentTo(Enumerable.Range(2, 50).Select(v => (long)v));
        (await desk.Log()).Select(e => e.Version).Should().Equal(Enumerable.Range(1, 51).Select(v => (long)v));
    }

    [Fact]
    public async Task Fifty_enrolments_of_one_household_at_once_make_one_key_and_one_event()
    {
        var nodes = new[] { desk, desk.Another() };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => nodes[i % 2].Enrol($"r{i}"))));

        outcomes.Select(VersionOf).Should().AllBeEquivalentTo(1L);
        (await desk.Log()).Should().ContainSingle();
        (await desk.States.LoadAsync(Desk.Household, CancellationToken.None)).Enrolment!.Label!.Text.Should().Be("Famiglia Rossi");
    }

    [Fact]
    public async Task Another_nodes_append_between_load_and_append_is_decided_anew()
    {
        await desk.Enrol();
        var other = desk.Another();
        var seen = new List<long>();

        var outcome = await desk.Runner.RunAsync(Desk.Household, Desk.Request("mine"), (state, _, _) =>
        {
            seen.Add(state.Version);
            if (seen.Count == 1)
            {
                other.Record(Desk.Cash(1), Desk.Request("theirs")).GetAwaiter().GetResult();
            }

            return Desk.Cash(100);
        }, CancellationToken.None);

        VersionOf(outcome).Should().Be(3);
        seen.Should().Equal(1, 2);
    }

    [Theory]
    [InlineData("content", "")]
    [InlineData("other content", RequestReasons.RequestIdReused)]
    public async Task The_same_request_id_appended_elsewhere_in_between_is_judged_by_what_is_in_the_log(string content, string reason)
    {
        await desk.Enrol();
        var other = desk.Another();

        var outcome = await desk.Runner.RunAsync(Desk.Household, Desk.Request("mine"), (_, _, _) =>
        {
            other.Record(Desk.Cash(1), Desk.Request("mine", content)).GetAwaiter().GetResult();
            return Desk.Cash(100);
        }, CancellationToken.None);

        if (reason.Length == 0)
        {
            var accepted = outcome.Should().BeOfType<Accepted>().Which;
            accepted.Already.Should().BeTrue();
            accepted.Events.Should().Equal(Desk.Cash(1));
        }
        else
        {
            ReasonOf(outcome).Should().Be(reason);
        }

        (await desk.Log()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Who_is_always_overtaken_is_told_so_after_five_attempts()
    {
        await desk.Enrol();
        var other = desk.Another();
        var attempt = 0;

        var outcome = await desk.Runner.RunAsync(Desk.Household, Desk.Request("mine"), (_, _, _) =>
        {
            attempt++;
            other.Record(Desk.Cash(attempt), Desk.Request($"theirs{attempt}")).GetAwaiter().GetResult();
            return Desk.Cash(100);
        }, CancellationToken.None);

        outcome.Should().Be(new Contention(CommandRunner.AttemptsMax));
        attempt.Should().Be(5);
        (await desk.Log()).Should().HaveCount(6);
    }

    [Fact]
    public async Task A_forgotten_household_refuses_everything_even_a_repeat()
    {
        await desk.Enrol();
        await desk.Record(Desk.Cash(1), Desk.Request("r1"));
        desk.Keys.Destroy(Desk.Household).Should().BeTrue();

        ReasonOf(await desk.Record(Desk.Cash(1), Desk.Request("r1"))).Should().Be(RequestReasons.HouseholdErased);
        ReasonOf(await desk.Record(Desk.Cash(2), Desk.Request("r2"))).Should().Be(RequestReasons.HouseholdErased);
        ReasonOf(await desk.Enrol()).Should().Be(RequestReasons.HouseholdErased);

        var state = await desk.States.LoadAsync(Desk.Household, CancellationToken.None);
        state.Enrolment!.Label.Should().Be(PersonalText.Unreadable);
        state.Find(Desk.Fact(1))!.Live.Should().Be(Desk.Cash(1));
        (await desk.Log()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_log_without_its_keys_is_named_and_not_written_to()
    {
        await desk.Enrol();
        var keyless = new Desk(desk.Store, new MemoryKeyStore(desk.Clock), desk.Clock);

        var record = () => keyless.Record(Desk.Cash(1), Desk.Request("r1"));

        (await record.Should().ThrowAsync<KeysRefusedException>()).Which.Reason.Should().Be(KeysRefusedException.HouseholdKeyMissing);
        keyless.Keys.Find(Desk.Household).State.Should().Be(KeyState.Absent);
    }

    [Fact]
    public async Task A_decider_sees_the_day_in_Rome_and_the_agency_that_enrolled()
    {
        await desk.CreateAgency();
        await desk.Enrol();
        desk.Clock.Now = Instant.FromUtc(2026, 7, 1, 22, 30);
        (Today Today, string? Agency) seen = default;

        await desk.Runner.RunAsync(
            Desk.Household,
            Desk.Request("r1") with { Agency = new AgencyId("comune-crema") },
            (_, agency, today) =>
            {
                seen = (today, agency.Creation?.DisplayName);
                return Decision<HouseholdEvent>.Nothing;
            },
            CancellationToken.None);

        seen.Should().Be((new Today(new LocalDate(2026, 7, 2)), "ALER Cremona"));
    }

    [Fact]
    public async Task An_origin_tells_who_asked_for_what()
    {
        await desk.Enrol();
        await desk.Record(Desk.Cash(1), Desk.Request("r1") with { Causation = "cause", ReasonCode = "late-bill", Unverified = true });

        var origin = (await desk.States.LoadAsync(Desk.Household, CancellationToken.None)).Entries[1].Origin!;

        var digest = desk.Keys.Find(Desk.Household).Key!.Digest("test.Request", "content"u8);
        origin.RequestDigest.ToArray().Should().Equal(digest);
        origin.Should().Be(new EntryOrigin(
            Events.EventIds.Of($"Household-{Desk.Household}", "aler-cremona", "r1", 0),
            "consultant-7", "consultant", true, "test", Desk.Agency, "r1", origin.RequestDigest, "r1", "cause", "late-bill"));
    }

    private static long VersionOf(CommandOutcome<HouseholdEvent> outcome) => outcome.Should().BeOfType<Accepted>().Which.Version;

    private static string ReasonOf(CommandOutcome<HouseholdEvent> outcome) => outcome.Should().BeOfType<Refused>().Which.Refusal.Reason;
}
