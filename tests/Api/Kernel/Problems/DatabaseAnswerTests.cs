using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialCommerce.Api;
using Xunit;

namespace SocialCommerce.ApiTests.Kernel.Problems;

/// <summary>What the API answers where the database has no tables yet, or does not take a value.</summary>
public sealed class DatabaseAnswerTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_instance_is_not_ready_before_the_database_is_migrated()
    {
        await api.Execute("alter table shops rename to shops_to_come");
        var answer = await new Client(await api.Instance(), "").Get("/health/ready");
        await api.Execute("alter table shops_to_come rename to shops");
        answer.Refused(503, "NOT_MIGRATED");
    }

    [Fact]
    public async Task An_instance_is_not_ready_while_the_sandbox_shop_is_made()
    {
        var opening = new Health.Opening();
        api.Configure = builder => builder.Services.AddSingleton(opening);
        var client = new Client(await api.Instance(), "");
        api.Configure = null;
        opening.UnderWay = true;
        (await client.Get("/health/ready")).Refused(503, "STARTING").Headers["Retry-After"].ShouldBe("1");
        opening.UnderWay = false;
        (await client.Get("/health/ready")).Must(200);
    }

    [Fact]
    public async Task A_value_that_the_database_does_not_take_is_refused_and_stores_nothing()
    {
        var shop = await api.NewShop();
        await api.Execute("""
            create function sc_test_refuse() returns trigger language plpgsql as $$
            begin
                raise exception 'out of range' using errcode = '22003';
            end $$;
            create trigger refuse before insert on products for each row execute function sc_test_refuse()
            """);
        (await shop.Put("/v1/products/p", new { name = "p", rung = "low" })).Refused(422, "VALUE_NOT_STORABLE");
        await api.Execute("drop trigger refuse on products");
        (await shop.Get("/v1/products/p")).Refused(404, "PRODUCT_NOT_FOUND");
    }
}
