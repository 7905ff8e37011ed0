using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>A movement that no statement holds yet: of an accrual, or an adjustment.</summary>
/// <param name="EligibleAt">
/// The later of maturity and recording: the first moment at which a statement may hold it.
/// </param>
/// <param name="Amount">Signed, minor units.</param>
public sealed record OpenMovement(
    long CustomerKey, string CustomerId, long MovementId, string? OrderId, string? Rule, string Kind, int? Depth,
    string? Tier, string Event, long Amount, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt,
    DateTimeOffset? MaturesAt, DateTimeOffset EligibleAt, string? AdjustmentId, string? Reason, string? Document,
    string? SourceKind, string? SourceId);

/// <summary>
/// A statement (结算单): what a person has earned in a period, to the movement. Those made before the form had a
/// version have no version, number, shop, issuer, beginning, plan and tax.
/// </summary>
/// <param name="Version">Version of this form: 2.</param>
/// <param name="StatementId">
/// Made of shop, period and person, so that the same statement has the same id wherever it is made.
/// </param>
/// <param name="Number">Running number: without gaps at the shop, in the order of period and person.</param>
/// <param name="ShopId">The shop.</param>
/// <param name="Issuer">The shop by law, as in force at the period's last instant; absent where it was not set.</param>
/// <param name="CustomerId">The person.</param>
/// <param name="PeriodStart">End of the run before; absent for the shop's first.</param>
/// <param name="PeriodEnd">Everything eligible before this instant is in it.</param>
/// <param name="PlanId">The plan version in force at the period's last instant; its minimum applies.</param>
/// <param name="TaxComputed">
/// When tax is computed: <c>atPayment</c>. The amounts are before tax; <c>previewStatementPayout</c> previews it.
/// </param>
/// <param name="CarriedIn">Of the total: what earlier runs carried forward.</param>
/// <param name="Lines">Every movement, oldest first.</param>
/// <param name="Total">Sum of the lines.</param>
/// <param name="CarriedOut">Balance that stays behind: none, a statement takes it all.</param>
/// <param name="PreviousHash">SHA-256 of the person's previous statement; empty for the first.</param>
public sealed record Statement(
    int? Version, string StatementId, long? Number, string? ShopId, Issuer? Issuer, string CustomerId,
    DateTimeOffset? PeriodStart, DateTimeOffset PeriodEnd, string? PlanId, string? TaxComputed, Money CarriedIn,
    IReadOnlyList<StatementLine> Lines, Money Total, Money CarriedOut, string PreviousHash);

/// <summary>What all statements of a run share.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Start">End of the run before, or null for the first run.</param>
/// <param name="End">The period's end.</param>
/// <param name="Issuer">The shop by law, as in force at the period's last instant.</param>
/// <param name="Plan">The plan version in force then, or null.</param>
public sealed record StatementHead(Shop Shop, DateTimeOffset? Start, DateTimeOffset End, Issuer? Issuer, Plan? Plan);

/// <summary>
/// One movement in a statement, as the person reads it: of a commission, with its order; of another bonus, with its
/// period, task or promotion; or an adjustment, with its reason and document.
/// </summary>
/// <param name="LineNo">1 for the first.</param>
/// <param name="OrderId">The order of a commission.</param>
/// <param name="Rule">The plan's rule.</param>
/// <param name="Kind">The bonus kind, or the kind of adjustment.</param>
/// <param name="Depth">Depth at which an order paid.</param>
/// <param name="Tier">The tier by which it was earned.</param>
/// <param name="Event">
/// <c>accrued</c>, <c>reversed</c>, <c>restored</c>, <c>absorbed</c>, <c>held</c>, <c>released</c> or <c>adjusted</c>.
/// </param>
/// <param name="Amount">Negative where it was taken back.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When the shop heard of it.</param>
/// <param name="MaturesAt">When the commission matured.</param>
/// <param name="AdjustmentId">The adjustment.</param>
/// <param name="Reason">Its reason.</param>
/// <param name="Document">Its document.</param>
/// <param name="SourceKind">Of a bonus without an order: <c>period</c>, <c>task</c> or <c>promotion</c>.</param>
/// <param name="SourceId">Which one.</param>
public sealed record StatementLine(
    int LineNo, string? OrderId, string? Rule, string Kind, int? Depth, string? Tier, string Event, Money Amount,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, DateTimeOffset? MaturesAt, string? AdjustmentId,
    string? Reason, string? Document, string? SourceKind, string? SourceId);

/// <summary>How movements become statements. Pure.</summary>
public static class StatementRules
{
    private const int FormVersion = 2;
    private const string AtPayment = "atPayment";
    private const int PersonDigits = 16;

    /// <summary>
    /// The order of lines. It reads nothing that depends on when a run was made, so that a run made a month late writes
    /// the same bytes.
    /// </summary>
    public static IEnumerable<OpenMovement> InOrder(IEnumerable<OpenMovement> movements) => movements
        .OrderBy(m => m.EligibleAt).ThenBy(m => m.OrderId, StringComparer.Ordinal)
        .ThenBy(m => m.Rule, StringComparer.Ordinal).ThenBy(m => m.RecordedAt).ThenBy(m => m.MovementId);

    /// <summary>The statement of one person.</summary>
    /// <param name="head">What the run's statements share.</param>
    /// <param name="number">Its running number.</param>
    /// <param name="movements">In their order; at least one.</param>
    /// <param name="previousHash">Hash of the person's previous statement, or empty.</param>
    public static Statement Make(
        StatementHead head, long number, IReadOnlyList<OpenMovement> movements, string previousHash)
    {
        var (shop, customerId) = (head.Shop, movements[0].CustomerId);
        var carried = movements.Where(m => m.EligibleAt < head.Start).Sum(m => m.Amount);
        var lines = movements.Select((m, i) => new StatementLine(
            i + 1, m.OrderId, m.Rule, m.Kind, m.Depth, m.Tier, m.Event, shop.Money(m.Amount), m.OccurredAt,
            m.RecordedAt, m.MaturesAt, m.AdjustmentId, m.Reason, m.Document, m.SourceKind, m.SourceId));
        return new Statement(
            FormVersion, IdOf(shop.PublicId, customerId, head.End), number, shop.PublicId, head.Issuer, customerId,
            head.Start, head.End, head.Plan is { } plan ? PublicId.Of(PlanVersion.Prefix, plan.Key) : null, AtPayment,
            shop.Money(carried), [.. lines], shop.Money(movements.Sum(m => m.Amount)), shop.Money(0), previousHash);
    }

    /// <summary>SHA-256 of a statement's bytes, in lower-case hexadecimal.</summary>
    public static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    private static string IdOf(string shopId, string customerId, DateTimeOffset periodEnd) => string.Create(
        CultureInfo.InvariantCulture,
        $"stm_{periodEnd.UtcDateTime:yyyyMMddHHmmssffffff}_{Hash($"{shopId}/{customerId}")[..PersonDigits]}");
}
