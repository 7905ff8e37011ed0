using System.Collections.Concurrent;
using SocialCommerce.Kernel.Operators;

namespace SocialCommerce.TestSupport.Steps;

/// <summary>What needs a second person, done by two.</summary>
internal static class SecondPersons
{
    private static readonly ConcurrentDictionary<string, Task<TestShop>> Openers = new();

    /// <summary>Lets one person of the shop release whatever is held.</summary>
    public static async Task ReleaseAlone(this TestApi api, TestShop shop)
    {
        var admin = await api.Operator(shop, "limits", Roles.Admin);
        (await admin.Put("/v1/payment-limits", new { releaseMinor = 1_000_000_000_000 })).Must(200);
    }

    /// <summary>Opens a project as another person than the one who calls.</summary>
    public static async Task<Answer> OpenProject(this TestApi api, TestShop shop, object project)
    {
        var opener = await api.Opener(shop);
        return await opener.Through(shop.Url).Post("/v1/projects", project);
    }

    /// <summary>The person who opens projects at a shop.</summary>
    public static Task<TestShop> Opener(this TestApi api, TestShop shop) =>
        Openers.GetOrAdd(shop.Key, _ => api.Operator(shop, "opener", Roles.Operator));

    /// <summary>Confirms as an approver what one person has prepared.</summary>
    public static async Task<Answer> Confirm(this TestApi api, TestShop shop, string path, object body) =>
        await (await api.Operator(shop, "confirms", Roles.Approver)).Through(shop.Url).Post(path, body);

    /// <summary>Names a house account by two persons.</summary>
    public static async Task<Answer> NameHouse(this TestApi api, TestShop admin, string houseAccount)
    {
        var body = new { houseAccount };
        var first = await admin.Put("/v1/referral-settings", body);
        return first.Status == 202
            ? await (await api.Operator(admin, "confirms", Roles.Approver)).Put("/v1/referral-settings", body)
            : first;
    }
}
