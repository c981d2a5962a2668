using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Projections.HouseholdDirectory;
using NodaTime;

namespace BudgetCoaching.Projections.Tests;

public sealed class DirectoryTests : IAsyncLifetime, IDisposable
{
    private static readonly LocalDate Today = new(2026, 3, 2);
    private static readonly CreditorId Comune = new("comune");
    private static readonly DirectoryFilter Everybody = new(Books.Agency, ShowClosed: true);

    private readonly TemporaryFolder folder = new();
    private readonly Books books = new();
    private readonly ReadModels readModels;

    public DirectoryTests() => readModels = new ReadModels(folder.Path, ReadModels.All);

    /// <summary>
    /// 1 pays nothing, 2 paid everything, 3 owes from before and owes no more each month, 4 is as 3 with more, to another creditor, and
    /// closed, 5 is of another agency.
    /// </summary>
    public async Task InitializeAsync()
    {
        for (var household = 1; household <= 4; household++)
        {
            await books.EnrolAsync(Books.Household(household));
        }

        await books.EnrolAsync(Books.Household(5), new AgencyId("crema"));
        for (var month = 0; month < 7; month++)
        {
            await BillAsync(1, month, Books.Aler, 300_00, paid: false);
            await BillAsync(2, month, Books.Aler, 300_00, paid: true);
            await BillAsync(3, month, Books.Aler, 100_00, paid: month > 0);
            await BillAsync(4, month, Comune, 200_00, paid: month > 0);
        }

        await books.AppendAsync(Books.Household(1), new ConsultantAssigned(Books.Id(500), Today, new StaffId("anna")));
        await books.AppendAsync(Books.Household(4), new HouseholdClosed(Today, "moved"));
        (await readModels.OpenOrBuildAsync(books.Store, Today, CancellationToken.None)).Dispose();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        readModels.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void An_agencys_households_are_paged_by_id_all_of_them_or_those_of_a_creditor()
    {
        var (met, after, isLast) = (new List<HouseholdId>(), default(HouseholdId), false);
        while (!isLast)
        {
            var page = readModels.ListHouseholdIds(Books.Agency, creditor: null, after, pageSize: 3);
            met.AddRange(page.Households);
            (after, isLast) = (met[^1], page.IsLast);
        }

        met.Should().Equal(new[] { 1, 2, 3, 4 }.Select(Books.Household).OrderBy(household => household.Value));
        readModels.ListHouseholdIds(Books.Agency, Comune, default, pageSize: 3).Households.Should().Equal(Books.Household(4));
        readModels.ListHouseholdIds(new AgencyId("nowhere"), creditor: null, default, pageSize: 3).KnownAt.Should().BeNull();
    }

    [Fact]
    public void The_most_urgent_come_first_then_those_who_owe_more()
    {
        var page = readModels.ListHouseholds(Everybody, null, 10);

        page.Households.Select(entry => (entry.Household, entry.Urgency, entry.Overdue)).Should().Equal(
            (Books.Household(1), Urgency.NonPayment, new Money(7 * 300_00)),
            (Books.Household(4), Urgency.Stable, new Money(200_00)),
            (Books.Household(3), Urgency.Stable, new Money(100_00)),
            (Books.Household(2), Urgency.Calm, Money.Zero));
        page.Next.Should().BeNull();
        page.Day.Should().Be(Today);
    }

    [Fact]
    public void Pages_follow_each_other_without_repeating_or_missing_a_household()
    {
        var seen = new List<HouseholdId>();
        DirectoryKey? key = null;
        do
        {
            var page = readModels.ListHouseholds(Everybody, key, 1);
            seen.AddRange(page.Households.Select(entry => entry.Household));
            key = page.Next;
        }
        while (key is not null);

        seen.Should().Equal(new[] { 1, 4, 3, 2 }.Select(Books.Household));
    }

    [Fact]
    public void Filters_narrow_the_list()
    {
        List(Everybody with { ShowClosed = false }).Should().Equal(1, 3, 2);
        List(Everybody with { Consultant = new StaffId("anna") }).Should().Equal(1);
        List(Everybody with { Creditor = Comune }).Should().Equal(4);
        List(Everybody with { Trend = TrendClass.NonPayment }).Should().Equal(1);
        List(Everybody with { Creditor = Comune, Trend = TrendClass.NonPayment }).Should().BeEmpty();
        List(Everybody with { OverdueSince = new LocalDate(2025, 8, 4) }).Should().BeEmpty();
        List(Everybody with { OverdueSince = new LocalDate(2025, 8, 5) }).Should().Equal(1, 4, 3);
        List(new DirectoryFilter(new AgencyId("crema"))).Should().Equal(5);
    }

    [Fact]
    public void A_reader_who_sees_some_households_pages_through_them_with_one_cursor()
    {
        var anna = new SeenHouseholds([new StaffId("anna"), new StaffId("bruno")], Unassigned: false);
        readModels.ListHouseholds(Everybody, null, 10, anna).Households.Select(h => h.Household).Should().Equal(Books.Household(1));
        readModels.ListHouseholds(Everybody, null, 10, new SeenHouseholds([], Unassigned: false)).Households.Should().BeEmpty();

        var first = readModels.ListHouseholds(Everybody, null, 2, anna with { Unassigned = true });
        var second = readModels.ListHouseholds(Everybody, first.Next, 2, anna with { Unassigned = true });
        first.Households.Concat(second.Households).Select(h => h.Household).Should().Equal(new[] { 1, 4, 3, 2 }.Select(Books.Household));
    }

    [Fact]
    public void Totals_add_up_what_is_owed_to_each_creditor()
    {
        var first = readModels.ListCreditorTotals(Books.Agency, null, 1);
        var second = readModels.ListCreditorTotals(Books.Agency, first.Next, 1);

        first.Totals.Single().Should().Be(new CreditorTotal(Books.Aler, Households: 2, OverdueHouseholds: 2, Figures(7 * 300_00 + 100_00)));
        second.Totals.Single().Should().Be(new CreditorTotal(Comune, Households: 1, OverdueHouseholds: 1, Figures(200_00)));
        second.Next.Should().BeNull();
    }

    private static ArrearsFigures Figures(long overdue) => new(
        new Money(overdue), default, default, default, default, new Money(overdue), default, default, new LocalDate(2025, 8, 5));

    private async Task BillAsync(int household, int month, CreditorId creditor, long cents, bool paid)
    {
        var due = new LocalDate(2025, 8, 5).PlusMonths(month);
        await books.AppendAsync(Books.Household(household), Books.Charge(100 + month, due, cents, creditor));
        if (paid)
        {
            // For the bill of its own month: without saying so, it would pay the oldest.
            var designation = new Domain.Households.Designation(
                Domain.Households.DesignatedBy.Debtor, [new Domain.Households.DesignatedPart(Books.Id(100 + month), null)]);
            await books.AppendAsync(
                Books.Household(household), new PaymentRecorded(
                    Books.Id(200 + month), due, creditor, new Money(cents), designation, false, null, null));
        }
    }

    private IEnumerable<int> List(DirectoryFilter filter) =>
        readModels.ListHouseholds(filter, null, 10).Households
            .Select(entry => Enumerable.Range(1, 5).Single(number => Books.Household(number) == entry.Household));
}
