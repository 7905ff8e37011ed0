using System.Globalization;
using SocialCommerce.Commissions.Plans;

namespace SocialCommerce.Commissions.Statements;

/// <summary>Makes statements of movements. Pure.</summary>
internal static class StatementRules
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
    /// <param name="head">The data that the run's statements share.</param>
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
    public static string Hash(string body) => TextHash.Sha256(body);

    private static string IdOf(string shopId, string customerId, DateTimeOffset periodEnd) => string.Create(
        CultureInfo.InvariantCulture,
        $"stm_{periodEnd.UtcDateTime:yyyyMMddHHmmssffffff}_{Hash($"{shopId}/{customerId}")[..PersonDigits]}");
}
