using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Application.Tests;

public class HouseholdReaderTests
{
    private readonly Desk desk = Desk.InMemory();

    [Fact]
    public async Task Everything_is_read_in_stream_order()
    {
        await Fill();

        var reading = await desk.Reader.ReadAsync(Desk.Household, EntryDetail.All, null, CancellationToken.None);

        reading.Entries.Select(e => e.Version).Should().Equal(1, 2, 3);
        reading.Entries.Select(e => e.Event).Should().Equal(
            new HouseholdEnrolled(Desk.Household, Desk.Agency, Desk.Today, new PersonalText("Famiglia Rossi")), Desk.Cash(1), Desk.Cash(2));
        reading.Entries.Select(e => e.Origin!.RequestId).Should().Equal("enrolment", "r1", "r2");
        reading.Should().Match<HouseholdReplay>(r => r.Version == 3 && r.Key == KeyState.Present);
        reading.Position.Should().Be(new Position(3, 3));
        Etag.Of(reading.Version).Should().Be("\"3\"");
    }

    [Fact]
    public async Task Figures_leave_texts_sealed_and_origins_unread()
    {
        await Fill();

        var reading = await desk.Reader.ReadAsync(Desk.Household, EntryDetail.Figures, null, CancellationToken.None);

        ((HouseholdEnrolled)reading.Entries[0].Event).Label.Should().Be(PersonalText.Unreadable);
        reading.Entries.Select(e => e.Origin).Should().AllBeEquivalentTo((EntryOrigin?)null);
        reading.Entries[2].Event.Should().Be(Desk.Cash(2));
    }

    // R12: the resolved known_at is the record time of the last event read.
    [Fact]
    public async Task What_was_recorded_later_is_not_known_before()
    {
        await Fill();
        var second = Instant.FromUtc(2026, 3, 2, 10, 0);

        var reading = await desk.Reader.ReadAsync(Desk.Household, EntryDetail.Figures, second, CancellationToken.None);
        var before = await desk.Reader.ReadAsync(
            Desk.Household, EntryDetail.Figures, second - Duration.FromTicks(10), CancellationToken.None);

        reading.LastRecorded.Should().Be(second);
        reading.Version.Should().Be(2);
        before.Version.Should().Be(1);
    }

    [Fact]
    public async Task An_absent_household_has_no_entries()
    {
        var reading = await desk.Reader.ReadAsync(Desk.Household, EntryDetail.All, null, CancellationToken.None);
        reading.Should().BeEquivalentTo(new HouseholdReplay([], Position.Start, KeyState.Absent));
        reading.LastRecorded.Should().BeNull();
    }

    [Fact]
    public async Task A_forgotten_household_keeps_its_figures_and_loses_its_texts()
    {
        await Fill();
        desk.Keys.Destroy(Desk.Household);

        var reading = await desk.Reader.ReadAsync(Desk.Household, EntryDetail.All, null, CancellationToken.None);

        reading.Key.Should().Be(KeyState.Destroyed);
        ((HouseholdEnrolled)reading.Entries[0].Event).Label.Should().Be(PersonalText.Unreadable);
        reading.Entries[1].Event.Should().Be(Desk.Cash(1));
        reading.Entries[1].Origin!.RequestId.Should().Be("r1");
    }

    /// <summary>Enrolled at nine, one fact each hour after it.</summary>
    private async Task Fill()
    {
        await desk.Enrol();
        for (var i = 1; i <= 2; i++)
        {
            desk.Clock.Now += Duration.FromHours(1);
            await desk.Record(Desk.Cash(i), Desk.Request($"r{i}"));
        }
    }
}
