using SocialCommerce.Kernel.Operators;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about erasures, which take two persons.</summary>
internal static class ErasureSteps
{
    /// <summary>Requests an erasure.</summary>
    public static Task<Answer> RequestErasure(this TestShop person, string erasureId, string customerId) =>
        person.Post("/v1/erasures", new { erasureId, customerId, reason = "asked for" });

    /// <summary>Decides an erasure.</summary>
    public static Task<Answer> DecideErasure(
        this TestShop person, string erasureId, bool approve = true, string? note = null) =>
        person.Post($"/v1/erasures/{erasureId}/decision", new { approve, note });

    /// <summary>Has a customer erased by two persons; the pseudonym.</summary>
    public static async Task<string> Erase(this TestApi api, TestShop shop, string customerId, string erasureId = "e")
    {
        var asks = await api.Operator(shop, "erasure-asks", Roles.Support);
        var decides = await api.Operator(shop, "erasure-decides", Roles.Approver);
        (await asks.RequestErasure(erasureId, customerId)).Must(201);
        return (await decides.DecideErasure(erasureId)).Must(200).Text("customerId");
    }

    /// <summary>The names of what is open of a customer.</summary>
    public static async Task<string[]> OpenMatters(this TestShop shop, string customerId) =>
    [
        .. (await shop.Get($"/v1/customers/{customerId}/erasure-preview")).Must(200).List("blockers")
            .Select(one => one.GetProperty("name").GetString()!),
    ];
}
