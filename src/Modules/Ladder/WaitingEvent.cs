using System.Security.Cryptography;
using System.Text;
using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>
/// An event that happened at the shop and could not be applied when it was reported. It is kept until its order is
/// reported, or until a person decides.
/// </summary>
/// <param name="EventId">Id under which a person decides about it.</param>
/// <param name="Kind">
/// `amendment`, `refund`, `refundCancellation`, `shipment`, `completion`, `afterSale`, `afterSaleClosure`, `chargeback`
/// or `chargebackOutcome`.
/// </param>
/// <param name="OrderId">The order that it names.</param>
/// <param name="ReferenceId">
/// The merchant's own id of the amendment, refund, case or chargeback; absent for other kinds.
/// </param>
/// <param name="Status">
/// `waiting`, `dismissed` by a person, or `cancelled` with the refund's cancellation; one that is applied is answered
/// with its effect.
/// </param>
/// <param name="Reason">
/// Why it has, or had, no effect: `orderUnknown`, `exceedsPaid`, `unitsExceedSold`, `lineUnknown`, `caseUnknown` and
/// others, which are the code of the refusal that the same report would get.
/// </param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When it was reported, by the shop's clock.</param>
public sealed record WaitingEvent(
    string EventId, string Kind, string OrderId, string? ReferenceId, string Status, string Reason,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
{
    /// <summary>Prefix of the ids.</summary>
    public const string Prefix = "evt";

    /// <summary>It has no effect yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>It took effect on an order.</summary>
    public const string Applied = "applied";

    /// <summary>A person decided that it has no effect.</summary>
    public const string Dismissed = "dismissed";

    /// <summary>A refund and its cancellation that met while one of them waited; neither has an effect.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Every status.</summary>
    public static readonly string[] Statuses = [Waiting, Applied, Dismissed, Cancelled];
}

/// <summary>What can happen to an order after payment.</summary>
public static class EventKinds
{
    /// <summary>The order was changed after payment.</summary>
    public const string Amendment = "amendment";

    /// <summary>Lines were shipped.</summary>
    public const string Shipment = "shipment";

    /// <summary>Lines were received.</summary>
    public const string Completion = "completion";

    /// <summary>An after-sale case was opened.</summary>
    public const string AfterSale = "afterSale";

    /// <summary>An after-sale case was closed.</summary>
    public const string AfterSaleClosure = "afterSaleClosure";

    /// <summary>Goods, shipping or tax were paid back.</summary>
    public const string Refund = "refund";

    /// <summary>A refund was undone.</summary>
    public const string RefundCancellation = "refundCancellation";

    /// <summary>A chargeback was opened.</summary>
    public const string Chargeback = "chargeback";

    /// <summary>A chargeback was won or lost.</summary>
    public const string ChargebackOutcome = "chargebackOutcome";

    /// <summary>Every kind, in the order in which events of one instant take effect.</summary>
    public static readonly string[] Known =
    [
        Amendment, Shipment, Completion, AfterSale, AfterSaleClosure, Refund, RefundCancellation, Chargeback,
        ChargebackOutcome,
    ];

    /// <summary>The code with which another report under the same id is refused.</summary>
    public static string ConflictCode(string kind) => kind switch
    {
        Amendment => "AMENDMENT_CONFLICT",
        AfterSale => "CASE_ID_REUSED",
        AfterSaleClosure => "CASE_CLOSED",
        RefundCancellation => "CANCELLATION_CONFLICT",
        Chargeback => "CHARGEBACK_ID_REUSED",
        ChargebackOutcome => "CHARGEBACK_DECIDED",
        _ => "REFUND_CONFLICT",
    };
}

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
    public static string Of(Refused refused) => refused.Code switch
    {
        "OVER_REFUND" when refused.Pointer?.EndsWith("/quantity", StringComparison.Ordinal) == true => UnitsExceedSold,
        "OVER_REFUND" => ExceedsPaid,
        var code => string.Concat(code.ToLowerInvariant().Split('_').Select((word, i) =>
            i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..])),
    };
}

/// <summary>An event as it is reported, with the identity under which it has one effect for ever.</summary>
/// <param name="Kind">One of <see cref="EventKinds"/>.</param>
/// <param name="OrderId">The order that it names.</param>
/// <param name="ReferenceId">The reporter's own id of what happened, where the kind has one.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="Content">The report as JSON.</param>
public sealed record ReportedEvent(
    string Kind, string OrderId, string? ReferenceId, DateTimeOffset OccurredAt, string Content)
{
    /// <summary>By what the same event is known again; see <see cref="IdentityOf"/>.</summary>
    public string Identity { get; } = ReferenceId is null
        ? $"{OrderId}\n{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Content)))}"
        : IdentityOf(Kind, OrderId, ReferenceId);

    /// <summary>A refund as an event.</summary>
    public static ReportedEvent Of(string orderId, RefundContent refund) => new(
        EventKinds.Refund, orderId, refund.RefundId, refund.RefundedAt, Json.Write(refund));

    /// <summary>
    /// The identity of an event with an id of its own: cases are unique for their order, refunds and chargebacks for
    /// the shop. An id has no control characters, so that the newline separates.
    /// </summary>
    public static string IdentityOf(string kind, string orderId, string referenceId) =>
        kind is EventKinds.AfterSale or EventKinds.AfterSaleClosure ? $"{orderId}\n{referenceId}" : referenceId;
}

/// <summary>An event as it is kept.</summary>
/// <param name="AppliedTo">The order on which it took effect.</param>
public sealed record WaitingEventRow(
    long EventKey, string Kind, string OrderId, string? ReferenceId, string Content, string Reason, string Status,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, DateTimeOffset? ResolvedAt, string? AppliedTo)
{
    /// <summary>The event's id as the API shows it.</summary>
    public string EventId => PublicId.Of(WaitingEvent.Prefix, EventKey);

    /// <summary>Whether it has no effect yet.</summary>
    public bool Waits => Status == WaitingEvent.Waiting;

    /// <summary>As the API shows it.</summary>
    public WaitingEvent ToEvent() => new(
        EventId, Kind, OrderId, ReferenceId, Status, Reason, OccurredAt, RecordedAt);
}
