using System.Globalization;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace SocialCommerce.Kernel.Http;

/// <summary>
/// The shares of one instance: ASP.NET Core's rate limiters by address, key and shop, with the refusal that each gives
/// (429 with <c>Retry-After</c>, <c>RateLimit</c> and <c>RateLimit-Policy</c>).
/// </summary>
public sealed class RateLimits : IDisposable
{
    /// <summary>The header that tells how many requests are left and when there will be more.</summary>
    public const string Header = "RateLimit";

    /// <summary>The header that names the limit: <c>"key";q=100;w=1</c> is 100 requests in 1 second.</summary>
    public const string PolicyHeader = "RateLimit-Policy";

    // What one network hands to one customer.
    private const int NetworkBytes = 8;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Limiters with the numbers of the settings.</summary>
    public RateLimits(RateLimitSettings settings)
    {
        Address = new Limit<string>("address", settings.PerAddress, Second);
        WrongKeys = new Limit<string>("wrong-keys", settings.WrongKeysPerAddress, Minute);
        Key = new Limit<long>("key", settings.PerKey, Second);
        Shop = new Limit<long>("shop", settings.PerShop, Second);
        UnknownCodes = new Limit<long>("unknown-codes", settings.UnknownCodesPerShop, Minute);
    }

    /// <summary>Requests of one address.</summary>
    public Limit<string> Address { get; }

    /// <summary>Wrong keys from one address.</summary>
    public Limit<string> WrongKeys { get; }

    /// <summary>Requests of one key.</summary>
    public Limit<long> Key { get; }

    /// <summary>Requests of one shop.</summary>
    public Limit<long> Shop { get; }

    /// <summary>Codes that a shop resolved and that do not exist.</summary>
    public Limit<long> UnknownCodes { get; }

    /// <summary>Who calls, as far as the network tells: the address, of IPv6 its /64 network.</summary>
    public static string AddressOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is null) return "local";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.ToString();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Address.Dispose();
        WrongKeys.Dispose();
        Key.Dispose();
        Shop.Dispose();
        UnknownCodes.Dispose();
    }
}

/// <summary>A number of requests in a window of time, for each caller by itself.</summary>
/// <param name="name">The limit's name in the <c>RateLimit</c> headers.</param>
/// <param name="requests">How many in a window.</param>
/// <param name="window">The window.</param>
public sealed class Limit<TCaller>(string name, int requests, TimeSpan window) : IDisposable
    where TCaller : notnull
{
    private readonly PartitionedRateLimiter<TCaller> _limiter = PartitionedRateLimiter.Create<TCaller, TCaller>(
        caller => RateLimitPartition.GetFixedWindowLimiter(caller, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = requests,
            Window = window,
        }));

    /// <summary>Counts one request.</summary>
    /// <exception cref="Refused">429 RATE_LIMITED, when nothing is left.</exception>
    public void Take(TCaller caller, HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(caller);
        if (!lease.IsAcquired) throw Refusal(context, lease);
    }

    /// <summary>Refuses where nothing is left, and counts nothing.</summary>
    /// <exception cref="Refused">429 RATE_LIMITED.</exception>
    public void RequireLeft(TCaller caller, HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(caller, 0);
        if (!lease.IsAcquired) throw Refusal(context, lease);
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    private Refused Refusal(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        var headers = context.Response.Headers;
        headers[RateLimits.PolicyHeader] = string.Create(
            CultureInfo.InvariantCulture, $"\"{name}\";q={requests};w={(int)window.TotalSeconds}");
        headers[RateLimits.Header] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r=0;t={seconds}");
        return new Refused(
            StatusCodes.Status429TooManyRequests, "RATE_LIMITED",
            $"Too many requests (limit '{name}'); wait as long as Retry-After says.")
        { RetryAfterSeconds = seconds };
    }
}
