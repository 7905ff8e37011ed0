using System.Net;
using System.Text;
using System.Text.Json;

namespace SocialCommerce.MainJob.Calls;

/// <summary>Makes the shop of the main job, with its partner tiers and its plan; leaves alone what is there.</summary>
internal static class ShopSetup
{
    private static readonly byte[] Tiers = Encoding.UTF8.GetBytes("""
        {"tiers":[
          {"tierId":"T1","name":"T1","conditions":{"all":[
            {"metric":"ownNetSpend","atLeast":20000},{"metric":"directBuyers","atLeast":1}]}},
          {"tierId":"T2","name":"T2","conditions":{"all":[
            {"metric":"directBuyers","atLeast":3},{"metric":"teamNetSales","atLeast":300000,"depth":2}]}},
          {"tierId":"T3","name":"T3","conditions":{"all":[
            {"metric":"directBuyers","atLeast":8},{"metric":"teamNetSales","atLeast":1500000,"depth":2}]}}]}
        """);

    private static readonly byte[] Plan = Encoding.UTF8.GetBytes("""
        {"content":{"payDepth":2,"holdDays":14,"autoCompleteDays":15,"basis":"netPaid","selfPurchase":"none",
          "compression":"none","orderCapBps":10000,"minimumPayout":1000,"returnPolicy":"carryDebt",
          "rules":[{"ruleId":"level","kind":"level","rates":[
            {"depth":1,"tier":"T1","bps":1000},{"depth":1,"tier":"T2","bps":1200},{"depth":1,"tier":"T3","bps":1500},
            {"depth":2,"tier":"T1","bps":300},{"depth":2,"tier":"T2","bps":500},{"depth":2,"tier":"T3","bps":800}]}]}}
        """);

    private static readonly byte[] Publication = """{"effectiveFrom":"2000-01-01T00:00:00Z"}"""u8.ToArray();

    private static readonly byte[] KeyRequest = """{"name":"main job","scopes":["*"]}"""u8.ToArray();

    /// <summary>Makes a sandbox shop and answers its key; needs the platform's key.</summary>
    public static async Task<string> Make(Api platform, string name, CancellationToken stop)
    {
        var request = Encoding.UTF8.GetBytes($$$"""
            {"name":"{{{name}}}","currency":"GBP","timeZone":"UTC","mode":"sandbox","jurisdiction":"custom",
             "clock":{"mode":"follow"}}
            """);
        var shop = Expect(await platform.Post("v1/shops", request, stop), "making a shop").Text("shopId");
        var path = $"v1/shops/{Uri.EscapeDataString(shop)}/api-keys";
        return Expect(await platform.Post(path, KeyRequest, stop), "making the shop's key").Text("key");
    }

    /// <summary>Whether the key still opens a shop: the server may have been emptied since it was given out.</summary>
    public static async Task<bool> Exists(Api shop, CancellationToken stop)
    {
        var answer = await shop.Get("v1/shop", stop);
        if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            return false;
        var found = Expect(answer, "looking up the shop");
        return found.Text("currency") == Bodies.Currency
            ? true
            : throw Problem.Misuse($"The orders are in {Bodies.Currency}, the shop has {found.Text("currency")}.");
    }

    /// <summary>Sets the partner tiers and publishes the plan where the shop has none.</summary>
    public static async Task Prepare(Api shop, CancellationToken stop)
    {
        if (!HasSome(Expect(await shop.Get("v1/partner-tiers", stop), "reading the partner tiers"), _ => true))
            Expect(await shop.Put("v1/partner-tiers", Tiers, stop), "setting the partner tiers");

        var plans = Expect(await shop.Get("v1/plans", stop), "reading the plans");
        if (HasSome(plans, plan => plan.Text("status") == "published"))
            return;
        var draft = Expect(await shop.Post("v1/plans", Plan, stop), "drafting the plan").Text("planId");
        var path = $"v1/plans/{Uri.EscapeDataString(draft)}/publish";
        Expect(await shop.Post(path, Publication, stop), "publishing the plan");
    }

    private static bool HasSome(JsonElement list, Func<JsonElement, bool> wanted) =>
        (list.TryGetProperty("data", out var rows) || list.TryGetProperty("tiers", out rows))
        && rows.EnumerateArray().Any(wanted);

    private static JsonElement Expect(Answer answer, string step) => answer.Succeeded
        ? answer.Json()
        : throw new Problem($"Unexpected answer when {step}: {answer.Describe()}");
}
