using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>A balance put right by hand (调账): asked for by one person, decided by another.</summary>
/// <param name="AdjustmentId">The shop's own id.</param>
/// <param name="CustomerId">Whose balance.</param>
/// <param name="Kind">`credit`, `debit`, `repayment`, `writeOff`, `taxRefund` or `taxCharge`.</param>
/// <param name="Amount">More than 0; the kind says in which direction it goes.</param>
/// <param name="Reason">Why.</param>
/// <param name="Document">The paper that proves it.</param>
/// <param name="Status">`waiting`, `approved` or `rejected`.</param>
/// <param name="RequestedBy">Operator id of who asked for it.</param>
/// <param name="RequestedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of who approved or rejected it.</param>
/// <param name="DecidedAt">When; an approved one belongs to the period of this time.</param>
/// <param name="Note">What that person said.</param>
/// <param name="TaxMonth">For a correction of tax: the month in which it was withheld.</param>
public sealed record Adjustment(
    string AdjustmentId, string CustomerId, string Kind, Money Amount, string Reason, string Document, string Status,
    string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Note,
    string? TaxMonth);

/// <summary>What kinds of adjustments there are, and which accounts they move money between. Pure.</summary>
public static class AdjustmentKinds
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
    /// <exception cref="Refused">422 ADJUSTMENT_EXCEEDS_LIMIT.</exception>
    public static void RequireWithin(PaymentLimits.Limits limits, long amount)
    {
        if (amount > limits.Adjustment)
            throw Refused.Invalid(
                "ADJUSTMENT_EXCEEDS_LIMIT", $"The shop's payment limits allow {limits.Adjustment}.",
                "#/amount/amount");
    }

    /// <summary>The account that gives and the one that receives.</summary>
    public static (string From, string To) Accounts(string kind) => kind switch
    {
        Credit => (Account.Expense, Account.Available),
        Debit => (Account.Available, Account.Expense),
        Repayment => (Account.Clearing, Account.Available),
        WriteOff => (Account.ClawbackLoss, Account.Available),
        TaxRefund => (Account.TaxPayable, Account.Paid),
        TaxCharge => (Account.Paid, Account.TaxPayable),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
    };
}

/// <summary>An adjustment as it is kept, with its decision if there is one.</summary>
internal sealed record AdjustmentRow(
    long AdjustmentKey, string AdjustmentId, long CustomerKey, string CustomerId, string Kind, long Amount,
    string Reason, string Document, string RequestedBy, DateTimeOffset RequestedAt, bool? Approved, string? DecidedBy,
    DateTimeOffset? DecidedAt, string? Note, string? TaxMonth)
{
    public const string Columns = """
        j.adjustment_key, j.adjustment_id, j.customer_key, c.customer_id, j.kind, j.amount, j.reason, j.document,
        j.requested_by, j.recorded_at as requested_at, d.approved, d.decided_by, d.recorded_at as decided_at, d.note,
        j.tax_month
        """;

    public const string Joins = """
        join customers c on c.shop_id = @shop and c.customer_key = j.customer_key
        left join adjustment_decisions d on d.shop_id = @shop and d.adjustment_key = j.adjustment_key
        """;

    public Adjustment ToAdjustment(Shop shop) => new(
        AdjustmentId, CustomerId, Kind, shop.Money(Amount), Reason, Document, Decisions.Status(Approved), RequestedBy,
        RequestedAt, DecidedBy, DecidedAt, Note, TaxMonth);
}

/// <summary>The statements about adjustments.</summary>
internal static class AdjustmentStatements
{
    /// <summary>An adjustment by the shop's own id.</summary>
    public static Rows<AdjustmentRow> Adjustment(this Batch batch, long shopId, string adjustmentId) =>
        batch.Rows<AdjustmentRow>(FindSql, new { shop = shopId, adjustmentId });

    /// <summary>SQL: approved adjustments as what statements hold; a condition on m follows.</summary>
    internal const string Lines = """
        select m.customer_key, c.customer_id, m.movement_id, null::text as order_id, null::text as rule, j.kind,
            null::int as depth, null::text as tier, m.event,
            case when m.to_account = 'expense' then -m.amount else m.amount end as amount, m.occurred_at,
            m.recorded_at, null::timestamptz as matures_at, m.recorded_at as eligible_at, j.adjustment_id, j.reason,
            j.document, null::text as source_kind, null::text as source_id
        from movements m
        join adjustments j on j.shop_id = @shop and j.adjustment_key = m.subject_id
        join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        """;

    private const string FindSql = $"""
        select {AdjustmentRow.Columns} from adjustments j {AdjustmentRow.Joins}
        where j.shop_id = @shop and j.adjustment_id = @adjustmentId
        """;
}
