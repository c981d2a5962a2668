using BudgetCoaching.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace BudgetCoaching.Load.Bench;

/// <summary>A connection to one node of the service, and who calls over it.</summary>
internal sealed class Node(string address, Metadata caller) : IDisposable
{
    /// <summary>After it a call counts as an error.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly GrpcChannel channel = GrpcChannel.ForAddress(address);

    public AccessService.AccessServiceClient Access => new(channel);

    public AgencyService.AgencyServiceClient Agency => new(channel);

    public ArrearsService.ArrearsServiceClient Arrears => new(channel);

    public BudgetService.BudgetServiceClient Budget => new(channel);

    public EmpowermentService.EmpowermentServiceClient Empowerment => new(channel);

    public HouseholdService.HouseholdServiceClient Households => new(channel);

    public LedgerService.LedgerServiceClient Ledger => new(channel);

    public PlanningService.PlanningServiceClient Planning => new(channel);

    public WarningService.WarningServiceClient Warnings => new(channel);

    public CallOptions Options => new(caller, DateTime.UtcNow + Longest);

    public void Dispose() => channel.Dispose();
}
