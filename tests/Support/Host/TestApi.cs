using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using SocialCommerce.Api;
using SocialCommerce.Flows.Honours;
using SocialCommerce.Flows.Joining;
using SocialCommerce.Flows.Members;
using SocialCommerce.Kernel.Limits;
using SocialCommerce.Kernel.Messaging;
using SocialCommerce.Kernel.Problems;
using SocialCommerce.Kernel.Secrets;
using SocialCommerce.Ladder.Payments;
using Xunit;

namespace SocialCommerce.TestSupport.Host;

/// <summary>The API on a real socket and on a database of its own; one per test class.</summary>
public sealed class TestApi(Cluster cluster) : IAsyncLifetime
{
    private const string PlatformKey = "platform-key-of-the-tests";

    // Made for this run: every instance of the class must open what another one sealed.
    private static readonly string SecretsKey = SecretProtector.NewKey();

    private readonly List<ApiHost> _instances = [];
    private readonly UndeclaredProblems _undeclared = new();

    /// <summary>More settings for the instances that are started from now on.</summary>
    public List<string> Settings { get; } = [];

    /// <summary>What is added to the hosts of the instances that are started from now on.</summary>
    public Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? Configure { get; set; }

    /// <summary>The database, as its owner: to look into it, and to corrupt it.</summary>
    public NpgsqlDataSource Owner { get; private set; } = null!;

    /// <summary>The database, as the API sees it.</summary>
    public NpgsqlDataSource App { get; private set; } = null!;

    /// <summary>The platform's own calls.</summary>
    public Platform Platform { get; private set; } = null!;

    /// <summary>The owner's connection string.</summary>
    public string Database { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Database = await cluster.Clone();
        Owner = NpgsqlDataSource.Create(Database);
        App = NpgsqlDataSource.Create($"{Database};Options=-c role=sc_app");
        Platform = new Platform(await Instance(), PlatformKey);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances) await instance.DisposeAsync();
        await App.DisposeAsync();
        await Owner.DisposeAsync();
        await cluster.Drop(Database);
        if (_undeclared.Found is [_, ..] found)
            throw new InvalidOperationException($"Answered, not declared (Problems(…)): {string.Join("; ", found)}");
    }

    /// <summary>Starts one more instance on the same database.</summary>
    public async Task<Uri> Instance(TimeProvider? clock = null, string? database = null)
    {
        var host = await ApiHost.Prepare(
        [
            $"--SOCIALCOMMERCE_DATABASE={database ?? Database}", $"--SOCIALCOMMERCE_PLATFORM_KEY={PlatformKey}",
            $"--{SecretProtector.Key}={SecretsKey}", "--Logging:LogLevel:SocialCommerce=Warning",
            // Many wrong keys on purpose, and tables that are compared.
            $"--{RateLimitSettings.WrongKeys}=100000", $"--{HousekeepingSchedule.Setting}=86400000",
            $"--{TierNoticeSchedule.Setting}=86400000", $"--{JoiningSchedule.Setting}=86400000",
            $"--{HonoursSchedule.Setting}=86400000", $"--{OverduePartSchedule.Setting}=86400000",
            "--urls=http://127.0.0.1:0", "--environment=Production", .. Settings,
        ], clock, builder =>
        {
            builder.Logging.AddProvider(_undeclared)
                .AddFilter<UndeclaredProblems>(typeof(RefusedRequestLog).FullName, LogLevel.Information);
            Configure?.Invoke(builder);
        });
        _instances.Add(host);
        await host.Start();
        return host.Url;
    }

    /// <summary>A new sandbox shop with a key that may do everything.</summary>
    public Task<TestShop> NewShop(
        string clock = "follow", string timeZone = "UTC", string jurisdiction = "custom", DateTimeOffset? now = null,
        string mode = "sandbox", string currency = "GBP") =>
        Platform.NewShop(clock, timeZone, jurisdiction, now, mode, currency);

    /// <summary>The shop through the key of a named person; the same id is the same person.</summary>
    public Task<TestShop> Operator(TestShop shop, string id, params string[] roles) =>
        Platform.Operator(shop, id, roles);

    /// <summary>The one number that a query as the owner returns.</summary>
    public async Task<long> Count(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Changes the database as its owner may, and nobody else.</summary>
    public async Task Corrupt(string sql)
    {
        if (await Execute(sql) == 0) throw new InvalidOperationException($"Nothing changed: {sql}");
    }

    /// <summary>The same where there may be nothing to change; how many rows were.</summary>
    public async Task<int> Execute(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Calls the API with a key.</summary>
public class Client(Uri url, string key)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 });

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The instance that is called.</summary>
    public Uri Url => url;

    /// <summary>The key.</summary>
    public string Key => key;

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    public Task<Answer> Post(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    public Task<Answer> Put(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, body, headers);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null, []);

    /// <summary>The key that a request is sent with.</summary>
    public virtual string KeyFor(string method, string path) => key;

    /// <summary>Sends a body: an object as JSON, a string as it is.</summary>
    public async Task<Answer> Send(HttpMethod method, string path, object? body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", KeyFor(method.Method, path));
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? JsonSerializer.Serialize(body, Options), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return new Answer(
            (int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(
                h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }
}

/// <summary>An answer of the API.</summary>
public sealed record Answer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>A problem's code.</summary>
    public string Code => Text("code");

    /// <summary>The first pointer of a problem.</summary>
    public string Pointer =>
        Json.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0
            ? errors[0].GetProperty("pointer").GetString()!
            : "";

    /// <summary>A text of the body.</summary>
    public string Text(string property) => Json.GetProperty(property).GetString()!;

    /// <summary>An amount of the body, by its path.</summary>
    public long Minor(params string[] path) =>
        path.Aggregate(Json, (json, step) => json.GetProperty(step)).GetProperty("amount").GetInt64();

    /// <summary>This answer, which must have the status.</summary>
    public Answer Must(int status) => Status == status
        ? this
        : throw new InvalidOperationException($"Expected {status}, got {Status}: {Body}");

    /// <summary>This answer, which must be a problem with the status and code.</summary>
    public Answer Refused(int status, string code) =>
        Status == status && Code == code && Headers["Content-Type"].StartsWith(
            "application/problem+json", StringComparison.Ordinal)
            ? this
            : throw new InvalidOperationException($"Expected {status} {code}, got {Status}: {Body}");
}
