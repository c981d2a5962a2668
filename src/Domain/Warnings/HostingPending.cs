using NodaTime;

namespace BudgetCoaching.Domain.Warnings;

/// <summary>A hosting, or a renewal of one, that was proposed and waits for others to decide it (R51).</summary>
/// <param name="ProposedOn">Day of the proposal.</param>
/// <param name="Approvals">So far, each by another person.</param>
public readonly record struct HostingPending(LocalDate ProposedOn, int Approvals)
{
    /// <summary>The earliest of them; null where none waits.</summary>
    internal static HostingPending? Of(WarningView view)
    {
        foreach (var proposed in view.HostingProposals)
        {
            var approvals = 0;
            var isPending = true;
            foreach (var decided in view.HostingDecisions)
            {
                if (decided.Proposal == proposed.Id)
                {
                    approvals++;
                    isPending &= decided is { IsApproved: true, Hosting: null };
                }
            }

            if (isPending)
            {
                return new HostingPending(proposed.Date, approvals);
            }
        }

        return null;
    }
}
