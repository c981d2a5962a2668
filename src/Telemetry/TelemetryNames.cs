namespace BudgetCoaching.Telemetry;

/// <summary>
/// Every name under which the program tells how it does, after the OpenTelemetry conventions (RPC: 1.38). The file is compiled into each
/// room that measures something; docs/operating.md lists the same names. No tag holds an id, a text or an amount of anybody.
/// </summary>
internal static class TelemetryNames
{
    /// <summary>What a span or a measure of several kinds is told apart by.</summary>
    public static class Tags
    {
        public const string RpcSystem = "rpc.system.name";
        public const string RpcMethod = "rpc.method";
        public const string RpcStatus = "rpc.response.status_code";

        /// <summary>What became of an append.</summary>
        public const string Outcome = "budgetcoaching.outcome";
        public const string ReadModel = "budgetcoaching.read_model";

        /// <summary>Which limit of a caller.</summary>
        public const string Limit = "budgetcoaching.limit";

        /// <summary>Whether a key was at hand.</summary>
        public const string Cache = "budgetcoaching.cache";

        /// <summary>How many events a span is about.</summary>
        public const string Events = "budgetcoaching.events";

        /// <summary>How many households a span is about.</summary>
        public const string Households = "budgetcoaching.households";
    }

    /// <summary>Of both the activity source and the meter of a room.</summary>
    public static class Sources
    {
        public const string Rpc = "BudgetCoaching.Rpc";
        public const string Storage = "BudgetCoaching.Storage";
        public const string Application = "BudgetCoaching.Application";
        public const string Projections = "BudgetCoaching.Projections";
        public const string Api = "BudgetCoaching.Api";
    }

    /// <summary>A served call has a span as well, of the method's name.</summary>
    public static class Spans
    {
        public const string Append = "append";
        public const string Project = "project";
        public const string Disclose = "disclose";
    }

    public static class Metrics
    {
        public const string CallDuration = "rpc.server.call.duration";
        public const string AppendDuration = "budgetcoaching.append.duration";
        public const string AppendEvents = "budgetcoaching.append.events";
        public const string CommitDuration = "budgetcoaching.log.commit.duration";
        public const string CommitAppends = "budgetcoaching.log.commit.appends";
        public const string ProjectDuration = "budgetcoaching.project.duration";
        public const string ProjectEvents = "budgetcoaching.project.events";
        public const string ReadModelLag = "budgetcoaching.read_model.lag";
        public const string ReadModelDelay = "budgetcoaching.read_model.delay";
        public const string DiscloseDuration = "budgetcoaching.disclose.duration";
        public const string LimitHits = "budgetcoaching.limit.hits";
        public const string KeyLookups = "budgetcoaching.key.lookups";
        public const string Erasures = "budgetcoaching.erasures";
    }
}
