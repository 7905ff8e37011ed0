using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialCommerce.Kernel.Http;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>What is answered without a key is a short list, and the platform's key is never an empty one.</summary>
public sealed class AnsweringWithoutAKey(TestApi api, OpenApi document)
    : IClassFixture<TestApi>, IClassFixture<OpenApi>
{
    [Fact]
    public void Health_the_document_the_problems_and_a_signed_callback_need_no_key_and_nothing_else()
    {
        var endpoints = document.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>().ToList();
        endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<RequiredScope>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText).Order(StringComparer.Ordinal).ShouldBe(
            [
                "/callbacks/wechat-pay/{code}", "/health/live", "/health/ready", "/problems/{slug}",
                "/swagger/v1/openapi-3.0.json", "/swagger/v1/swagger.json",
            ]);
        endpoints.Count.ShouldBeGreaterThan(150);
    }

    [Fact]
    public async Task Where_no_platform_key_is_set_no_caller_is_the_platform()
    {
        api.Settings.Add($"--{ApiKeyMiddleware.PlatformKey}=");
        var url = await api.Instance();
        api.Settings.Clear();
        foreach (var key in new[] { "", " ", "x", api.Platform.Key })
            (await new Client(url, key).Post("/v1/shops", new { })).Refused(401, "KEY_UNKNOWN");
    }
}
