using BudgetCoaching.Application.Disclosure;
using BudgetCoaching.Domain;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace BudgetCoaching.Application.Tests;

/// <summary>Every reading is entered before the answer, and nothing can be taken out or changed unseen (R11).</summary>
public sealed class DisclosureRegisterTests : IDisposable
{
    private static readonly AgencyId Cremona = new("cremona");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budget-coaching-");
    private readonly TestClock clock = new();

    public void Dispose() => folder.Delete(recursive: true);

    private string FilePath => Path.Combine(folder.FullName, DisclosureRegister.FileName);

    [Fact]
    public async Task What_was_entered_is_listed_after_a_restart_in_the_order_of_its_numbers()
    {
        await using (var register = DisclosureRegister.Open(FilePath, clock))
        {
            await register.EnterAsync([Shown("anna"), Shown("bruno")], CancellationToken.None);
        }

        clock.Now += Duration.FromMinutes(1);
        await using var again = DisclosureRegister.Open(FilePath, clock);
        await again.EnterAsync([Shown("carla")], CancellationToken.None);

        var listed = await again.ListAsync(All, after: 0, limit: 10, CancellationToken.None);
        listed.Select(d => (d.Number, d.What)).Should().Equal((1, Shown("anna")), (2, Shown("bruno")), (3, Shown("carla")));
        listed[2].Time.Should().Be(clock.Now);
        (await again.FirstBrokenAsync(CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task A_list_is_filtered_by_agency_household_reader_and_time_and_cut_into_pages()
    {
        await using var register = DisclosureRegister.Open(FilePath, clock);
        var ofAnother = Shown("anna") with { Agency = new AgencyId("crema") };
        await register.EnterAsync([Shown("anna"), Shown("bruno"), ofAnother], CancellationToken.None);
        clock.Now += Duration.FromHours(1);
        await register.EnterAsync([Shown("anna") with { Household = null }], CancellationToken.None);

        (await Numbers(All)).Should().Equal(1, 2, 4);
        (await Numbers(All with { Actor = "anna" })).Should().Equal(1, 4);
        (await Numbers(All with { Household = Desk.Household })).Should().Equal(1, 2);
        (await Numbers(All with { From = clock.Now })).Should().Equal(4);
        (await Numbers(All with { Until = clock.Now })).Should().Equal(1, 2);
        (await register.ListAsync(All, after: 1, limit: 1, CancellationToken.None)).Select(d => d.Number).Should().Equal(2);

        async Task<IEnumerable<long>> Numbers(DisclosureFilter filter) =>
            (await register.ListAsync(filter, after: 0, limit: 10, CancellationToken.None)).Select(d => d.Number);
    }

    [Fact]
    public async Task Many_readers_at_once_are_all_entered_and_chained()
    {
        const int Readers = 500;
        await using var register = DisclosureRegister.Open(FilePath, clock);
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(i => register.EnterAsync([Shown($"reader-{i}")], CancellationToken.None)));

        (await register.ListAsync(All, after: 0, Readers + 1, CancellationToken.None)).Select(d => d.What.Actor).Should()
            .BeEquivalentTo(Enumerable.Range(0, Readers).Select(i => $"reader-{i}"));
        (await register.FirstBrokenAsync(CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task A_household_finds_what_is_listed_under_it_and_what_came_since()
    {
        const int Listed = 5_000;
        await using var register = DisclosureRegister.Open(FilePath, clock);
        await register.EnterAsync(
            [.. Enumerable.Range(1, Listed).Select(i => i % 1_000 == 0 ? OfAnother : Shown("anna"))], CancellationToken.None);
        await register.EnterAsync([Shown("anna"), OfAnother, Shown("anna")], CancellationToken.None);

        var found = await register.ListAsync(All with { Household = OfAnother.Household }, after: 1_000, limit: 10, CancellationToken.None);

        found.Select(d => d.Number).Should().Equal(2_000, 3_000, 4_000, 5_000, 5_002);
        (await register.FirstBrokenAsync(CancellationToken.None)).Should().BeNull();
        Execute("DROP TRIGGER listed_disclosures_stay; DELETE FROM disclosures_by_household WHERE number = 3000");
        (await register.FirstBrokenAsync(CancellationToken.None)).Should().Be(3_000);
    }

    [Fact]
    public async Task A_register_with_the_index_of_former_versions_goes_on()
    {
        await using (var register = DisclosureRegister.Open(FilePath, clock))
        {
            await register.EnterAsync([Shown("anna"), OfAnother], CancellationToken.None);
        }

        Execute(
            """
            DROP TABLE disclosures_by_household; DROP TABLE listed_up_to;
            CREATE INDEX disclosures_of_household ON disclosures(household, number);
            """);
        await using var again = DisclosureRegister.Open(FilePath, clock);
        await again.EnterAsync([OfAnother], CancellationToken.None);

        var found = await again.ListAsync(All with { Household = OfAnother.Household }, after: 0, limit: 10, CancellationToken.None);

        found.Select(d => d.Number).Should().Equal(2, 3);
    }

    [Theory]
    [InlineData("DELETE FROM disclosures")]
    [InlineData("UPDATE disclosures SET actor = 'nobody'")]
    public async Task The_file_itself_refuses_to_forget(string sql)
    {
        await using var register = DisclosureRegister.Open(FilePath, clock);
        await register.EnterAsync([Shown("anna")], CancellationToken.None);

        var change = () => Execute(sql);

        change.Should().Throw<SqliteException>().WithMessage("*only appended to*");
    }

    [Theory]
    [InlineData("UPDATE disclosures SET actor = 'nobody' WHERE number = 2", 2)]
    [InlineData("DELETE FROM disclosures WHERE number = 1", 1)]
    public async Task Who_gets_around_the_triggers_is_found_by_the_chain(string sql, long broken)
    {
        await using var register = DisclosureRegister.Open(FilePath, clock);
        await register.EnterAsync([Shown("anna"), Shown("bruno"), Shown("carla")], CancellationToken.None);
        Execute("DROP TRIGGER disclosures_stay; DROP TRIGGER disclosures_never_change; " + sql);

        (await register.FirstBrokenAsync(CancellationToken.None)).Should().Be(broken);
    }

    private static DisclosureFilter All => new(Cremona, null, null, null, null);

    private static Disclosed OfAnother =>
        Shown("anna") with { Household = new HouseholdId(new Guid(7, 0, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, 1])) };

    private static Disclosed Shown(string actor) =>
        new(Desk.Household, Cremona, actor, "auditor", true, "ArrearsService/GetArrears", "review", Desk.Fact(1));

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
