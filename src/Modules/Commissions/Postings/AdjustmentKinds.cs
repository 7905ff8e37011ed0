using SocialCommerce.Commissions.DecisionLimits;

namespace SocialCommerce.Commissions.Postings;

/// <summary>The kinds of adjustments, and the accounts between which each moves money. Pure.</summary>
internal static class AdjustmentKinds
{
    /// <summary>Event of the movement.</summary>
    public const string Event = "adjusted";

    /// <summary>
    /// Event of a correction of tax, which is in no statement: what a person is owed does not change by it.
    /// </summary>
    public const string TaxEvent = "taxCorrected";

    /// <summary>More for the person: expense → available.</summary>
    public const string Credit = "credit";

    /// <summary>Less for the person, below 0 too: available → expense.</summary>
    public const string Debit = "debit";

    /// <summary>The person has paid a debt back: clearing → available.</summary>
    public const string Repayment = "repayment";

    /// <summary>A debt is given up: claw-back loss → available.</summary>
    public const string WriteOff = "writeOff";

    /// <summary>Too much tax was withheld, and the person has been given it back: tax payable → paid.</summary>
    public const string TaxRefund = "taxRefund";

    /// <summary>Too little was withheld, and the person has paid it in: paid → tax payable.</summary>
    public const string TaxCharge = "taxCharge";

    /// <summary>Every kind.</summary>
    public static readonly string[] Known = [Credit, Debit, Repayment, WriteOff, TaxRefund, TaxCharge];

    /// <summary>Whether it corrects tax, and so names the month of the tax.</summary>
    public static bool CorrectsTax(string kind) => kind is TaxRefund or TaxCharge;

    /// <summary>Whether it lessens a debt, and so may not be more than the debt.</summary>
    public static bool LessensDebt(string kind) => kind is Repayment or WriteOff;

    /// <summary>Refuses an amount above the shop's limit.</summary>
    /// <exception cref="ProblemException">422 ADJUSTMENT_EXCEEDS_LIMIT.</exception>
    public static void RequireWithin(PaymentLimits.Body limits, long amount)
    {
        if (amount > limits.AdjustmentMinor)
            throw PaymentLimitProblems.AdjustmentExceedsLimit.Because(
                $"The shop's payment limits allow {limits.AdjustmentMinor}.", "#/amount/amount");
    }

    /// <summary>The movement that an approved one books.</summary>
    public static LedgerMove Move(string kind) => kind switch
    {
        Credit => CommissionMoves.Credited,
        Debit => CommissionMoves.Debited,
        Repayment => CommissionMoves.Repaid,
        WriteOff => CommissionMoves.WrittenOff,
        TaxRefund => CommissionMoves.TaxRefunded,
        TaxCharge => CommissionMoves.TaxCharged,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };
}
