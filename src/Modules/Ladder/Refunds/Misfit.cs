using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.WaitingEvents;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>Why a refund cannot be applied to its order as it was reported.</summary>
/// <param name="Reason">One of <see cref="WaitingReasons"/>.</param>
/// <param name="Pointer">JSON pointer into the refund.</param>
public sealed record Misfit(string Reason, string Pointer)
{
    /// <summary>The same as a refusal, for a request that must not be kept.</summary>
    public ProblemException ToRefused() => Reason == WaitingReasons.LineUnknown
        ? OrderProblems.LineUnknown.Because("The order has no line with this id.", Pointer)
        : RefundProblems.OverRefund.Because("More would be refunded than is left of the order.", Pointer);
}
