namespace BudgetCoaching.Storage.EventStoreDb.Appending;

/// <summary>Signs of life of the appends under way. Thread safe.</summary>
internal sealed class AppendPulses(TimeProvider clock)
{
    private readonly Lock gate = new();
    private int underWay;

    /// <summary>Moves with every append that comes to an end, whatever end.</summary>
    public Pulse Ends { get; } = new(clock);

    /// <summary>Moves with every append that the server answered, be it with no.</summary>
    public Pulse Answers { get; } = new(clock);

    public void Begin()
    {
        lock (gate)
        {
            if (underWay++ == 0)
            {
                Ends.Beat();
                Answers.Beat();
            }
        }
    }

    public void End(bool isAnswered)
    {
        lock (gate)
        {
            if (--underWay == 0)
            {
                Ends.Rest();
                Answers.Rest();
                return;
            }

            Ends.Beat();
            if (isAnswered)
            {
                Answers.Beat();
            }
        }
    }
}
