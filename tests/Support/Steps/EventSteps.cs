using System.Text.Json;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about what happens to orders after payment, known or not.</summary>
internal static class EventSteps
{
    /// <summary>Reports a shipment; of all lines where none is named.</summary>
    public static Task<Answer> Ship(
        this TestShop shop, string orderId, DateTimeOffset shippedAt, params string[] lines) =>
        shop.Post($"/v1/orders/{orderId}/shipments", new { shippedAt, lineIds = lines.Length > 0 ? lines : null });

    /// <summary>Reports a completion; of all lines where none is named.</summary>
    public static Task<Answer> Complete(
        this TestShop shop, string orderId, DateTimeOffset completedAt, params string[] lines) =>
        shop.Post($"/v1/orders/{orderId}/completions", new { completedAt, lineIds = lines.Length > 0 ? lines : null });

    /// <summary>Opens an after-sale case; of the whole order where no line is named.</summary>
    public static Task<Answer> OpenCase(
        this TestShop shop, string orderId, string caseId, DateTimeOffset openedAt, params string[] lines) =>
        shop.Post($"/v1/orders/{orderId}/after-sales", new
        {
            caseId,
            openedAt,
            lineIds = lines.Length > 0 ? lines : null,
        });

    /// <summary>Closes an after-sale case.</summary>
    public static Task<Answer> CloseCase(
        this TestShop shop, string orderId, string caseId, DateTimeOffset closedAt) =>
        shop.Post($"/v1/orders/{orderId}/after-sales/{caseId}/closure", new { closedAt });

    /// <summary>Opens a chargeback.</summary>
    public static Task<Answer> OpenChargeback(
        this TestShop shop, string orderId, string chargebackId, DateTimeOffset openedAt) =>
        shop.Post($"/v1/orders/{orderId}/chargebacks", new { chargebackId, openedAt });

    /// <summary>Decides a chargeback.</summary>
    public static Task<Answer> DecideChargeback(
        this TestShop shop, string orderId, string chargebackId, string outcome, DateTimeOffset decidedAt) =>
        shop.Post($"/v1/orders/{orderId}/chargebacks/{chargebackId}/outcome", new { outcome, decidedAt });

    /// <summary>The list of waiting events; what still waits where no query says otherwise.</summary>
    public static async Task<JsonElement[]> Waiting(this TestShop shop, string query = "") =>
        (await shop.Get($"/v1/waiting-events{query}")).Must(200).List("data");

    /// <summary>The same, as <c>refund r1 exceedsPaid</c>.</summary>
    public static async Task<string[]> WaitingFor(this TestShop shop, string query = "") =>
        [.. (await shop.Waiting(query)).Select(one => string.Join(' ', new[] { "kind", "referenceId", "reason" }
            .Where(name => one.TryGetProperty(name, out _)).Select(name => one.GetProperty(name).GetString())))];

    /// <summary>The id of the one event of this kind that waits.</summary>
    public static async Task<string> EventOf(this TestShop shop, string kind, string orderId) =>
        (await shop.Waiting($"?kind={kind}&orderId={orderId}")).Single().GetProperty("eventId").GetString()!;

    /// <summary>Decides about a waiting event.</summary>
    public static Task<Answer> Resolve(
        this TestShop shop, string eventId, string action, string? orderId = null, long? amount = null,
        string reason = "why") =>
        shop.Post($"/v1/waiting-events/{eventId}/resolution", new
        {
            action,
            reason,
            orderId,
            amount = amount is { } minor ? Pence(minor) : null,
        });

    /// <summary>What was announced of waiting events, as <c>event.waiting refund r1 orderUnknown</c>.</summary>
    public static async Task<string[]> Announced(this TestApi api, TestShop shop)
    {
        var told = new List<string>();
        await using var command = api.Owner.CreateCommand($"""
            select concat_ws(' ', type, payload ->> 'kind', payload ->> 'orderId', payload ->> 'referenceId',
                payload ->> 'reason', payload ->> 'status', payload ->> 'appliedTo')
            from outbox where shop_id = {shop.ShopKey} and type like 'event.%' order by event_id
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) told.Add(reader.GetString(0));
        return [.. told];
    }
}
