using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>Steps of tests about coupons.</summary>
internal static class CouponSteps
{
    /// <summary>The terms of 10.00 off for 30 days, with some properties set.</summary>
    public static Dictionary<string, object> Terms(params (string Name, object Value)[] changes)
    {
        var terms = new Dictionary<string, object>
        {
            ["name"] = "10.00 off",
            ["fundedBy"] = "merchant",
            ["discount"] = new { kind = "amount", amount = Pence(1_000) },
            ["validity"] = new { days = 30 },
        };
        foreach (var (name, value) in changes) terms[name] = value;
        return terms;
    }

    /// <summary>Puts a template with these terms.</summary>
    public static async Task<Answer> Template(
        this TestShop shop, string templateId, params (string Name, object Value)[] changes) =>
        (await shop.Put($"/v1/coupon-templates/{templateId}", Terms(changes))).Must(200);

    /// <summary>Makes customers known.</summary>
    public static async Task Customers(this TestShop shop, params IEnumerable<string> ids)
    {
        foreach (var chunk in ids.Chunk(16))
            foreach (var answer in await Task.WhenAll(
                chunk.Select(customerId => shop.Post("/v1/customers", new { customerId }))))
                answer.Must(201);
    }

    /// <summary>Claims coupons for a customer.</summary>
    public static Task<Answer> Claim(this TestShop shop, string customerId, params string[] templateIds) =>
        shop.Post($"/v1/customers/{customerId}/coupons", new { templateIds });

    /// <summary>The code of the coupon that a customer claims.</summary>
    public static async Task<string> Claimed(this TestShop shop, string customerId, string templateId) =>
        (await shop.Claim(customerId, templateId)).Must(201).List("coupons")[0].GetProperty("couponCode").GetString()!;

    /// <summary>Assigns coupons to customers.</summary>
    public static Task<Answer> Assign(
        this TestShop shop, string assignmentId, string[] templateIds, params string[] customerIds) =>
        shop.Post("/v1/coupon-assignments", new { assignmentId, templateIds, customerIds });

    /// <summary>Redeems a coupon of 10.00 for an order.</summary>
    public static Task<Answer> Redeem(
        this TestShop shop, string code, string orderId, DateTimeOffset redeemedAt, long discount = 1_000,
        string? customerId = null) =>
        shop.Post($"/v1/coupons/{code}/redemptions", new
        {
            orderId,
            redeemedAt,
            discount = Pence(discount),
            customerId,
        });

    /// <summary>Gives a coupon of an order back.</summary>
    public static Task<Answer> ReturnCoupon(this TestShop shop, string code, string orderId, string reason = "why") =>
        shop.Post($"/v1/coupons/{code}/redemptions/{orderId}/return", new { reason });

    /// <summary>A coupon as the API shows it.</summary>
    public static async Task<Answer> Coupon(this TestShop shop, string code) =>
        (await shop.Get($"/v1/coupons/{code}")).Must(200);

    /// <summary>The state of a coupon.</summary>
    public static async Task<string> CouponState(this TestShop shop, string code) =>
        (await shop.Coupon(code)).Text("status");

    /// <summary>How many events of a type were recorded at a shop.</summary>
    public static Task<long> Events(this TestApi api, TestShop shop, string type) =>
        api.Count($"select count(*) from outbox where shop_id = {shop.ShopKey} and type = '{type}'");
}
