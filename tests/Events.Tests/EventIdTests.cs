namespace BudgetCoaching.Events.Tests;

public class EventIdTests
{
    [Fact]
    public void A_name_based_id_is_that_of_the_standard()
    {
        // RFC 9562, appendix A.4.
        var dns = Guid.Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        EventIds.NameBased(dns, "www.example.com").Should().Be(Guid.Parse("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    [Fact]
    public void The_id_of_an_event_never_changes()
    {
        EventIds.Of("Household-0001", "aler-cremona", "request-1", 0).Should().Be(Guid.Parse("19990912-002b-50b4-9bf4-b3f38d5e7207"));
    }

    [Fact]
    public void Stream_agency_request_and_index_each_make_another_id()
    {
        Guid[] ids =
        [
            EventIds.Of("Household-0001", "a", "r", 0),
            EventIds.Of("Household-0002", "a", "r", 0),
            EventIds.Of("Household-0001", "b", "r", 0),
            EventIds.Of("Household-0001", "a", "s", 0),
            EventIds.Of("Household-0001", "a", "r", 1),
        ];
        ids.Should().OnlyHaveUniqueItems();
    }
}
