using System.Net.Http.Headers;

namespace SocialCommerce.Api.Development;

/// <summary>In development: a sandbox shop with a key, printed and written to <c>.data/dev.json</c>.</summary>
internal static class DevelopmentShop
{
    private const string File = "dev.json";

    /// <summary>What a caller needs to know about a development server.</summary>
    public sealed record Known(string Url, string ShopId, string ApiKey, string PlatformKey);

    /// <summary>Makes the shop, or finds the one made before, through the API itself.</summary>
    public static async Task Announce(WebApplication app, Uri url)
    {
        var platformKey = app.Configuration[ApiKeyMiddleware.PlatformKey]!;
        // A tool's temporary server leaves the developer's own alone.
        var isOurs = string.IsNullOrEmpty(app.Configuration[Clone.State]);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };
        try
        {
            var shop = (isOurs ? await Remembered(http) : null) ?? await Make(http, platformKey);
            var known = shop with { Url = url.AbsoluteUri.TrimEnd('/'), PlatformKey = platformKey };
            if (isOurs) Clone.Write(File, Json.Write(known));
            Print(known);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Serving on {url}, but without a sandbox shop: {error.Message}");
        }
    }

    private static async Task<Known?> Remembered(HttpClient http)
    {
        try
        {
            if (Clone.Read(File) is not { } text) return null;
            var known = Json.Read<Known>(text);
            using var answer = await Send(http, HttpMethod.Get, "v1/shop", known.ApiKey, null);
            return answer.IsSuccessStatusCode ? known : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static async Task<Known> Make(HttpClient http, string platformKey)
    {
        var shop = await Post<CreateShop.Result>(http, "v1/shops", platformKey, new CreateShop.Command(
            "Sandbox", "GBP", "UTC", "sandbox", "custom", new CreateShop.Clock("follow")));
        var key = await Post<CreateApiKey.Result>(http, $"v1/shops/{shop.ShopId}/api-keys", platformKey,
            new CreateApiKey.Body("development", [Scopes.All]));
        return new Known("", shop.ShopId, key.Key, platformKey);
    }

    private static async Task<T> Post<T>(HttpClient http, string path, string key, object body)
    {
        using var answer = await Send(http, HttpMethod.Post, path, key, body);
        answer.EnsureSuccessStatusCode();
        return Json.Read<T>(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> Send(
        HttpClient http, HttpMethod method, string path, string key, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json.Options);
        return await http.SendAsync(request);
    }

    private static void Print(Known known) => Console.WriteLine($"""

        SocialCommerce is serving.
          API         {known.Url}
          Swagger UI  {known.Url}/swagger
          Shop        {known.ShopId}  (a sandbox in GBP; its clock follows the events)
          API key     {known.ApiKey}

          curl -H 'Authorization: Bearer {known.ApiKey}' {known.Url}/v1/shop

        """);
}
