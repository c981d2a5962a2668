using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Events.Sealing;
using FluentAssertions;

namespace BudgetCoaching.Application.Tests;

public sealed class ExternalIdsTests
{
    private static readonly AgencyId Agency = new("aler-cremona");

    private readonly MemoryKeyStore keys = new(new TestClock());

    /// <summary>Computed apart from this program: HKDF-SHA-256 and HMAC-SHA-256 as docs/bulk.md states them.</summary>
    [Theory]
    [InlineData(
        "4711",
        "69ea82f1-07d6-8e66-a580-c03119f1ff44",
        "1321d90e-d6fe-828e-a7c2-3d2bb87f72f2",
        "55723a8a-9133-8b4b-8a0c-36d872816a71")]
    [InlineData(
        "2025/0815 è",
        "0ee68fb6-62e3-830a-8320-e6d07f19626d",
        "3a859ae3-24c4-8f2e-b221-9aa0107c77ea",
        "01cb55e6-5bb4-8bde-a35e-068d9319ebfd")]
    public void A_text_leads_to_the_id_that_the_stated_format_gives(string text, string household, string fact, string member)
    {
        byte[] secret = [.. Enumerable.Range(0, HouseholdKey.Length).Select(n => (byte)n)];
        var ids = new ExternalIds(new HouseholdKey(HouseholdKey.FirstNumber, secret));

        (ids.Household(text).ToString(), ids.Fact(text).ToString(), ids.Member(text).ToString()).Should().Be((household, fact, member));
    }

    [Fact]
    public void An_account_and_a_creditor_have_kinds_of_their_own()
    {
        byte[] secret = [.. Enumerable.Range(0, HouseholdKey.Length).Select(n => (byte)n)];
        var ids = new ExternalIds(new HouseholdKey(HouseholdKey.FirstNumber, secret));

        (ids.Account("4711").ToString(), ids.Creditor("4711").ToString()).Should().Be((
            "9429f9f8-cda7-8d40-8041-90690829a46f",
            "c57d8c48-56e7-8bcd-865c-e1bb15a4a839"));
    }

    [Fact]
    public void The_same_text_of_an_agency_always_means_the_same() =>
        ExternalIds.Open(keys, Agency).Household("4711").Should().Be(ExternalIds.Open(keys, Agency).Household("4711"));

    [Fact]
    public void The_same_text_of_two_agencies_means_two_households() =>
        ExternalIds.Open(keys, Agency).Household("4711").Should()
            .NotBe(ExternalIds.Open(keys, new AgencyId("aler-lodi")).Household("4711"));

    [Fact]
    public void Under_another_key_store_the_same_text_leads_elsewhere() =>
        ExternalIds.Open(keys, Agency).Fact("4711").Should()
            .NotBe(ExternalIds.Open(new MemoryKeyStore(new TestClock()), Agency).Fact("4711"));

    [Fact]
    public void An_agency_has_one_key_however_often_it_is_opened()
    {
        ExternalIds.Open(keys, Agency);
        ExternalIds.Open(keys, Agency);

        keys.List(after: null, limit: 10).Should().HaveCount(1);
    }

    [Fact]
    public void A_store_of_the_first_versions_finds_its_own_ids_and_keeps_their_key_under_an_id_that_no_household_has()
    {
        var first = keys.CreateIfAbsent(ExternalIds.FirstOwnerOf(Agency));
        var before = new ExternalIds(first.Key!).Household("4711");

        ExternalIds.Open(keys, Agency).Household("4711").Should().Be(before);
        ExternalIds.Open(keys, Agency).Household("4711").Should().Be(before);

        keys.List(after: null, limit: 10).Select(held => held.Household).Should().Equal(ExternalIds.OwnerOf(Agency));
    }

    [Fact]
    public void A_destroyed_key_is_told_and_not_replaced()
    {
        ExternalIds.Open(keys, Agency);
        keys.Destroy(keys.List(after: null, limit: 1).Single().Household);

        var open = () => ExternalIds.Open(keys, Agency);

        open.Should().Throw<KeysRefusedException>().Which.Reason.Should().Be(KeysRefusedException.AgencyKeyDestroyed);
    }
}
