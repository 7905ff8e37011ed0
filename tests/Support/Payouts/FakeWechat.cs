using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SocialCommerce.TestSupport.Payouts;

/// <summary>WeChat Pay for transfers: it checks signatures, opens names, signs answers, and fails on command.</summary>
public sealed partial class FakeWechat : IAsyncDisposable
{
    public const string MchId = "1900000109";
    public const string AppId = "wx8888888888888888";
    public const string ApiKey = "0123456789abcdef0123456789abcdef";
    public const string Serial = "PUB_KEY_ID_0119000001092026";

    private const string Elsewhere = "/elsewhere";
    private const string Route = "/v3/fund-app/mch-transfer/transfer-bills";

    private readonly RSA _merchant = RSA.Create(2048);
    private readonly RSA _platform = RSA.Create(2048);
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    public ConcurrentDictionary<string, FakeTransfer> Transfers { get; } = new();

    public ConcurrentQueue<Fault> Faults { get; } = new();

    /// <summary>How the next cancellations go wrong.</summary>
    public ConcurrentQueue<Fault> CancelFaults { get; } = new();

    /// <summary>The callback paths of shops from which no transfer is taken.</summary>
    public ConcurrentDictionary<string, bool> Down { get; } = new();

    /// <summary>
    /// Every call and its transfer: <c>send</c>, <c>ask</c> or <c>cancel</c>; <c>redirected</c> without a transfer.
    /// </summary>
    public ConcurrentQueue<(string Verb, string TransferNo)> Calls { get; } = new();

    /// <summary>The numbers of all transfers that were asked for, repeated ones too.</summary>
    public IReadOnlyList<string> Posts => [.. Calls.Where(call => call.Verb == "send").Select(call => call.TransferNo)];

    public Uri Url => new(_app.Urls.First());

    /// <summary>The channel's settings as the merchant enters them.</summary>
    public object Channel => new
    {
        mchId = MchId,
        appId = AppId,
        serialNo = "5157F09EFDC096DE",
        privateKey = _merchant.ExportPkcs8PrivateKeyPem(),
        apiKey = ApiKey,
        platformKeys = new[] { new { serial = Serial, publicKey = _platform.ExportSubjectPublicKeyInfoPem() } },
        postType = "推广员",
        explanation = "推广佣金",
    };

    public static async Task<FakeWechat> Start()
    {
        var fake = new FakeWechat();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        fake._app = builder.Build();
        fake._app.MapPost(Route, (Delegate)fake.Take);
        fake._app.MapGet($"{Route}/out-bill-no/{{transferNo}}", fake.Tell);
        fake._app.MapPost($"{Route}/out-bill-no/{{transferNo}}/cancel", (Delegate)fake.TakeBack);
        fake._app.MapPost(Elsewhere, () => fake.Calls.Enqueue(("redirected", "")));
        await fake._app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>Sends what became of a transfer to an instance of the product, as it is or spoilt.</summary>
    public async Task<Answer> Callback(
        Uri instance, FakeTransfer transfer, Func<FakeCallback, FakeCallback>? spoil = null)
    {
        var callback = new FakeCallback(
            JsonSerializer.Serialize(Shown(transfer, withPackage: false)), Serial, TimeProvider.System.GetUtcNow(),
            ApiKey, null);
        if (spoil is not null) callback = spoil(callback);
        var body = callback.Body();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(instance, new Uri(transfer.NotifyUrl).AbsolutePath));
        request.Content = new StringContent(callback.Tamper?.Invoke(body) ?? body, Encoding.UTF8, "application/json");
        Sign(body, callback.SignedAt, (name, value) =>
        {
            var sent = name == "Wechatpay-Serial" ? callback.SignedBy
                : callback.Signature is { } change ? change(name, value) : value;
            if (sent is not null) request.Headers.TryAddWithoutValidation(name, sent);
        });
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Answer(
            (int)answer.StatusCode, text,
            answer.Content.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value)));
    }

    private async Task<IResult> Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        if (!IsSigned(context.Request, text)) return Problem(401, "SIGN_ERROR");
        var body = JsonDocument.Parse(text).RootElement;
        var transferNo = body.GetProperty("out_bill_no").GetString()!;
        Calls.Enqueue(("send", transferNo));
        if (Down.ContainsKey(PathOf(body))) return Problem(500, "SYSTEM_ERROR");
        var fault = Faults.TryDequeue(out var next) ? next : (Fault?)null;
        if (await Before(context, fault) is { } refusal) return refusal;
        var name = Encoding.UTF8.GetString(_platform.Decrypt(
            Convert.FromBase64String(body.GetProperty("user_name").GetString()!), RSAEncryptionPadding.OaepSHA1));
        var asked = new FakeTransfer
        {
            TransferNo = transferNo,
            Amount = body.GetProperty("transfer_amount").GetInt64(),
            OpenId = body.GetProperty("openid").GetString()!,
            Name = name,
            NotifyUrl = body.GetProperty("notify_url").GetString()!,
        };
        var known = Transfers.GetOrAdd(transferNo, asked);
        if ((known.Amount, known.OpenId, known.Name) != (asked.Amount, asked.OpenId, asked.Name))
            return Problem(400, "ALREADY_EXISTS");
        if (fault is Fault.HangAfter) await Task.Delay(TimeSpan.FromSeconds(2), context.RequestAborted);
        if (fault is Fault.Hold) await Task.Delay(Timeout.Infinite, context.RequestAborted);
        return fault is Fault.ErrorAfter
            ? Problem(500, "SYSTEM_ERROR")
            : Signed(context, JsonSerializer.Serialize(Shown(known, withPackage: true)), fault is Fault.Unsigned);
    }

    private static async Task<IResult?> Before(HttpContext context, Fault? fault)
    {
        if (fault is Fault.HangBefore) await Task.Delay(TimeSpan.FromSeconds(2), context.RequestAborted);
        if (fault is Fault.Cut) context.Abort();
        return fault switch
        {
            Fault.HangBefore or Fault.Cut => Results.StatusCode(502),
            Fault.ErrorBefore => Problem(500, "SYSTEM_ERROR"),
            Fault.TooMany => Problem(429, "FREQUENCY_LIMIT_EXCEED"),
            Fault.NotEnough => Problem(403, "NOT_ENOUGH"),
            Fault.ParamError => Problem(400, "PARAM_ERROR"),
            Fault.Redirect => Results.Redirect(Elsewhere, permanent: false, preserveMethod: true),
            _ => null,
        };
    }

    private IResult Tell(HttpContext context, string transferNo)
    {
        if (!IsSigned(context.Request, "")) return Problem(401, "SIGN_ERROR");
        Calls.Enqueue(("ask", transferNo));
        if (!Transfers.TryGetValue(transferNo, out var transfer)) return Problem(404, "NOT_FOUND");
        var told = Signed(context, JsonSerializer.Serialize(Shown(transfer, withPackage: false)), false);
        transfer.GiveBack();
        return told;
    }

    private async Task<IResult> TakeBack(HttpContext context, string transferNo)
    {
        if (!IsSigned(context.Request, "")) return Problem(401, "SIGN_ERROR");
        Calls.Enqueue(("cancel", transferNo));
        if (!Transfers.TryGetValue(transferNo, out var transfer)) return Problem(404, "NOT_FOUND");
        if (!transfer.TakeBack()) return Problem(400, "INVALID_REQUEST");
        var fault = CancelFaults.TryDequeue(out var next) ? next : (Fault?)null;
        if (fault is Fault.Hold) await Task.Delay(Timeout.Infinite, context.RequestAborted);
        var answer = new { out_bill_no = transferNo, transfer_bill_no = $"13300{transferNo}", state = transfer.State };
        return fault is Fault.ErrorAfter
            ? Problem(500, "SYSTEM_ERROR")
            : Signed(context, JsonSerializer.Serialize(answer), false);
    }

    private static string PathOf(JsonElement body) =>
        new Uri(body.GetProperty("notify_url").GetString()!).AbsolutePath;

    private static Dictionary<string, object?> Shown(FakeTransfer transfer, bool withPackage)
    {
        var shown = new Dictionary<string, object?>
        {
            ["out_bill_no"] = transfer.TransferNo,
            ["transfer_bill_no"] = $"13300{transfer.TransferNo}",
            ["create_time"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:sszzz"),
            ["state"] = transfer.State,
            ["fail_reason"] = transfer.FailReason,
        };
        if (withPackage) shown["package_info"] = $"package-of-{transfer.TransferNo}";
        else (shown["mch_id"], shown["transfer_amount"]) = (MchId, transfer.Amount);
        return shown;
    }

    private bool IsSigned(HttpRequest request, string body)
    {
        var parts = Part().Matches(request.Headers.Authorization.ToString())
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var text = $"{request.Method}\n{request.Path}\n{parts["timestamp"]}\n{parts["nonce_str"]}\n{body}\n";
        return parts["mchid"] == MchId && _merchant.VerifyData(
            Encoding.UTF8.GetBytes(text), Convert.FromBase64String(parts["signature"]), HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
    }

    private IResult Signed(HttpContext context, string body, bool isSpoilt)
    {
        Sign(body, TimeProvider.System.GetUtcNow(), (name, value) => context.Response.Headers[name] =
            isSpoilt && name == "Wechatpay-Signature" ? Convert.ToBase64String(new byte[256]) : value);
        return Results.Text(body, "application/json");
    }

    private void Sign(string body, DateTimeOffset at, Action<string, string> header)
    {
        var (timestamp, nonce) = ($"{at.ToUnixTimeSeconds()}", RandomNumberGenerator.GetHexString(32));
        var signature = _platform.SignData(
            Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n{body}\n"), HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
        header("Wechatpay-Serial", Serial);
        header("Wechatpay-Timestamp", timestamp);
        header("Wechatpay-Nonce", nonce);
        header("Wechatpay-Signature", Convert.ToBase64String(signature));
    }

    private static IResult Problem(int status, string code) =>
        Results.Json(new { code, message = "on command" }, statusCode: status);

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Part();
}
