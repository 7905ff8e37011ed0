using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Timeout;
using SocialCommerce.Payouts.Channels;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>
/// Calls WeChat Pay. Questions and cancellations are repeated (class A); a transfer is sent once and looked into before
/// it is sent again with the same number and the same bytes (class B). Each shop has a breaker for each class: where
/// nothing can be sent, what was sent can still be asked after, and one shop's trouble is not another's.
/// </summary>
public sealed partial class WechatClient(
    IConfiguration configuration, WechatSchedule pace, TimeProvider time, ILogger<WechatClient> log) : IDisposable
{
    /// <summary>Setting: where WeChat Pay is, for tests; HTTPS, or plain HTTP on this machine.</summary>
    public const string Url = "SOCIALCOMMERCE_WECHAT_PAY_URL";

    /// <summary>Setting: where WeChat reaches this product.</summary>
    public const string PublicUrl = "SOCIALCOMMERCE_PUBLIC_URL";

    private const string RealUrl = "https://api.mch.weixin.qq.com";
    private const string Transfers = "/v3/fund-app/mch-transfer/transfer-bills";
    private const int Attempts = 3;

    private readonly Uri _url = Safe(configuration[Url] is { Length: > 0 } given ? given : RealUrl);
    private readonly string _publicUrl = (configuration[PublicUrl] ?? "https://localhost").TrimEnd('/');
    private readonly ResiliencePipelineRegistry<string> _pipelines = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Whether this is the real WeChat, which no sandbox may reach.</summary>
    public bool IsReal => _url.Host == new Uri(RealUrl).Host;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Where WeChat calls back for a merchant.</summary>
    internal string CallbackUrl(WechatMerchant merchant) =>
        $"{_publicUrl}{ReceiveWechatCallback.PathOf(merchant.Code)}";

    /// <summary>Sends a transfer, once. The serial names the key to which the name in it is encrypted.</summary>
    internal Task<WechatAnswer> Send(WechatMerchant merchant, string body, string serial, CancellationToken cancel) =>
        Ask(merchant, HttpMethod.Post, Transfers, body, serial, Once(merchant), cancel);

    /// <summary>Asks what became of a transfer.</summary>
    internal Task<WechatAnswer> Query(WechatMerchant merchant, string transferNo, CancellationToken cancel) =>
        Ask(merchant, HttpMethod.Get, $"{Transfers}/out-bill-no/{transferNo}", "", null, Repeated(merchant), cancel);

    /// <summary>Takes a transfer back that its payee has not confirmed; the same however often it is asked
    /// for.</summary>
    internal Task<WechatAnswer> Cancel(WechatMerchant merchant, string transferNo, CancellationToken cancel) =>
        Ask(
            merchant, HttpMethod.Post, $"{Transfers}/out-bill-no/{transferNo}/cancel", "", null, Repeated(merchant),
            cancel);

    /// <exception cref="InvalidOperationException">Money would be sent over a network in the clear.</exception>
    private static Uri Safe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var at)
            && (at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && at.IsLoopback))
            ? at
            : throw new InvalidOperationException(
                $"Set {Url} to an https address; only an address of this machine may be http.");

    private async Task<WechatAnswer> Ask(
        WechatMerchant merchant, HttpMethod method, string path, string body, string? serial,
        ResiliencePipeline<WechatAnswer> pipeline, CancellationToken cancel)
    {
        try
        {
            return await pipeline.ExecuteAsync(
                async token => await Call(merchant, method, path, body, serial, token), cancel);
        }
        catch (BrokenCircuitException)
        {
            return new WechatAnswer(null, "CALLS_SUSPENDED");
        }
        catch (TimeoutRejectedException)
        {
            return new WechatAnswer(null, "TIMEOUT");
        }
        catch (HttpRequestException error)
        {
            LogUnreachable(log, error);
            return new WechatAnswer(null, "UNREACHABLE");
        }
    }

    private async Task<WechatAnswer> Call(
        WechatMerchant merchant, HttpMethod method, string path, string body, string? serial, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(_url, path));
        request.Headers.TryAddWithoutValidation("Authorization", WechatSigning.Authorization(
            merchant, method.Method, path, body, time.GetUtcNow()));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SocialCommerce", "1.0"));
        if (serial is not null) request.Headers.Add("Wechatpay-Serial", serial);
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        return Read(merchant, response, text);
    }

    private WechatAnswer Read(WechatMerchant merchant, HttpResponseMessage response, string text)
    {
        if (!response.IsSuccessStatusCode)
        {
            var code = CodeOf(text) ?? $"HTTP_{(int)response.StatusCode}";
            return new WechatAnswer(
                null, code, response.StatusCode == HttpStatusCode.NotFound && code == "NOT_FOUND",
                response.StatusCode == HttpStatusCode.BadRequest && code is "PARAM_ERROR" or "INVALID_REQUEST");
        }
        string? Header(string name) => response.Headers.TryGetValues(name, out var all) ? all.First() : null;
        var proof = new WechatSignature(
            Header("Wechatpay-Serial"), Header("Wechatpay-Timestamp"), Header("Wechatpay-Nonce"),
            Header("Wechatpay-Signature"));
        // An answer that WeChat did not sign says nothing about the money.
        if (WechatSigning.Doubt(merchant, proof, text, time.GetUtcNow()) is { } doubt)
            return new WechatAnswer(null, doubt.Code);
        return WechatTransfer.Read(text) is { } transfer
            ? new WechatAnswer(transfer)
            : new WechatAnswer(null, "ANSWER_UNREADABLE");
    }

    private static string? CodeOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private ResiliencePipeline<WechatAnswer> Repeated(WechatMerchant merchant) =>
        _pipelines.GetOrAddPipeline<WechatAnswer>($"repeated {merchant.Code}", builder => builder
            .AddTimeout(pace.Total)
            .AddRetry(new()
            {
                ShouldHandle = static attempt => Failed(attempt.Outcome),
                MaxRetryAttempts = Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = pace.Look / 10,
                UseJitter = true,
            })
            .AddCircuitBreaker(Breaker())
            .AddTimeout(pace.Attempt));

    private ResiliencePipeline<WechatAnswer> Once(WechatMerchant merchant) =>
        _pipelines.GetOrAddPipeline<WechatAnswer>($"once {merchant.Code}", builder => builder
            .AddCircuitBreaker(Breaker()).AddTimeout(pace.Attempt));

    private CircuitBreakerStrategyOptions<WechatAnswer> Breaker() => new()
    {
        ShouldHandle = static attempt => Failed(attempt.Outcome),
        FailureRatio = 0.8,
        MinimumThroughput = 10,
        SamplingDuration = TimeSpan.FromTicks(Math.Max((pace.Look * 15).Ticks, TimeSpan.TicksPerSecond)),
        BreakDuration = TimeSpan.FromTicks(Math.Max((pace.Look * 5).Ticks, TimeSpan.TicksPerSecond / 2)),
    };

    // A full quota is no fault of the line: it neither trips the breaker nor is it knocked at again.
    private static ValueTask<bool> Failed(Outcome<WechatAnswer> outcome) => ValueTask.FromResult(
        outcome.Exception is HttpRequestException or TimeoutRejectedException
        || outcome.Result is { Code: "SYSTEM_ERROR" or "HTTP_500" or "HTTP_502" or "HTTP_503" or "HTTP_504" });

    [LoggerMessage(Level = LogLevel.Warning, Message = "WeChat Pay cannot be reached over a trusted connection")]
    private static partial void LogUnreachable(ILogger logger, Exception error);
}
