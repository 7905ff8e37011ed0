using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>Why an event waits, in the words of the API.</summary>
public static class WaitingReasons
{
    /// <summary>The order that it names has not been reported.</summary>
    public const string OrderUnknown = "orderUnknown";

    /// <summary>More would be refunded than was paid.</summary>
    public const string ExceedsPaid = "exceedsPaid";

    /// <summary>More units would come back than were sold.</summary>
    public const string UnitsExceedSold = "unitsExceedSold";

    /// <summary>The order has no line that it names.</summary>
    public const string LineUnknown = "lineUnknown";

    /// <summary>A refund was cancelled that was never reported.</summary>
    public const string RefundUnknown = "refundUnknown";

    /// <summary>A refund that was cancelled before it was reported.</summary>
    public const string RefundCancelled = "refundCancelled";

    /// <summary>A case was closed that was never opened.</summary>
    public const string CaseUnknown = "caseUnknown";

    /// <summary>A chargeback was decided that was never opened.</summary>
    public const string ChargebackUnknown = "chargebackUnknown";

    /// <summary>The reason that a refusal stands for: its code as lowerCamel, or a word of its own.</summary>
    public static string Of(ProblemException refused) => refused switch
    {
        _ when refused.Type == RefundProblems.OverRefund =>
            refused.Pointer?.EndsWith("/quantity", StringComparison.Ordinal) == true ? UnitsExceedSold : ExceedsPaid,
        { Code: var code } => string.Concat(code.ToLowerInvariant().Split('_').Select((word, i) =>
            i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..])),
    };
}
