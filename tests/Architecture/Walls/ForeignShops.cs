using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>A shop's key finds nothing of another shop, whatever it asks for.</summary>
public sealed class ForeignShops(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Every_id_of_another_shop_is_unknown()
    {
        var own = await FilledShop.In(api);
        var other = await (await api.NewShop()).WithMainJobPlan();
        foreach (var route in Route.All.Where(route => route is { Method: "GET", HasId: true, Scope: not null }))
        {
            var path = own.Fill(route.Pattern);
            (await own.Shop.Get(path)).Status.ShouldBe(200, path);
            var answer = await other.Get(path);
            if (route.Pattern is "/v1/settlements/{periodEnd}/statements" or "/v1/tax-months/{month}"
                or "/v1/worklists/{worklist}/tasks" && answer.Status == 200)
                answer.Json.GetProperty("data").GetArrayLength().ShouldBe(0, "a time or a name is no shop's id");
            else if (route.Pattern == FilledShop.Home)
                answer.Must(200).Json.GetProperty("isKnown").GetBoolean().ShouldBeFalse(answer.Body);
            else answer.Status.ShouldBe(404, $"{path}: {answer.Body}");
        }
    }

    [Fact]
    public async Task Lists_show_nothing_of_another_shop_also_when_they_are_asked_for_its_ids()
    {
        var own = await FilledShop.In(api);
        // Some lists are for people.
        var other = await api.Operator(await api.NewShop(), "other", [.. Roles.Known]);
        foreach (var route in Route.All.Where(route => route is { Method: "GET", HasId: false, Scope: not null }))
        {
            var path = $"{route.Pattern}?customerId={own.Ids["customerId"]}&orderId={own.Ids["orderId"]}";
            (await own.Shop.Get(path)).Status.ShouldBe(200, path);
            (await other.Get(path)).Must(200).Body.ShouldNotContain(FilledShop.Mark, customMessage: path);
        }
    }

    [Fact]
    public async Task A_write_under_another_shops_id_leaves_that_shop_as_it_is()
    {
        var own = await FilledShop.In(api);
        var other = await (await api.NewShop()).WithMainJobPlan();
        var before = await Rows(own);
        foreach (var write in ValidBodies.All.Where(write => write.Scoped))
        {
            var answer = await other.Send(new HttpMethod(write.Method), own.Fill(write.Pattern), write.Json, []);
            answer.Status.ShouldNotBe(500, answer.Body);
            if (write.Pattern is "/v1/plans/{planId}" or "/v1/plans/{planId}/publish")
                answer.Status.ShouldBe(404, $"{write.Pattern}: {answer.Body}");
            // An order that this shop does not know may still come.
            if (write.Pattern is "/v1/orders/{orderId}/shipments" or "/v1/orders/{orderId}/completions")
                answer.Must(202).Text("reason").ShouldBe("orderUnknown", write.Pattern);
        }
        (await Rows(own)).ShouldBe(before);
    }

    private Task<string> Rows(FilledShop shop) => Snapshot.Of(api, $"where shop_id = {shop.Shop.ShopKey}");
}
