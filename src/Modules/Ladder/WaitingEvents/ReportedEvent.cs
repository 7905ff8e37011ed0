using System.Security.Cryptography;
using System.Text;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>An event as it is reported, with the identity under which it takes effect only once.</summary>
/// <param name="Kind">One of <see cref="EventKinds"/>.</param>
/// <param name="OrderId">The order that it names.</param>
/// <param name="ReferenceId">The reporter's own id of what happened, where the kind has one.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="Content">The report as JSON.</param>
public sealed record ReportedEvent(
    string Kind, string OrderId, string? ReferenceId, DateTimeOffset OccurredAt, string Content)
{
    /// <summary>The identity by which a repeated event is recognised; see <see cref="IdentityOf"/>.</summary>
    public string Identity { get; } = ReferenceId is null
        ? $"{OrderId}\n{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Content)))}"
        : IdentityOf(Kind, OrderId, ReferenceId);

    /// <summary>A refund as an event.</summary>
    public static ReportedEvent Of(string orderId, RefundContent refund) => new(
        EventKinds.Refund, orderId, refund.RefundId, refund.RefundedAt, Json.Write(refund));

    /// <summary>
    /// The identity of an event with an id of its own: cases and payments are unique for their order, refunds and
    /// chargebacks for the shop. An id has no control characters, so that the newline separates.
    /// </summary>
    public static string IdentityOf(string kind, string orderId, string referenceId) =>
        kind is EventKinds.AfterSale or EventKinds.AfterSaleClosure or EventKinds.Payment
            ? $"{orderId}\n{referenceId}"
            : referenceId;
}
