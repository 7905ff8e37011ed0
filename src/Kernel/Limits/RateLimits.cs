using System.Net.Sockets;

namespace SocialCommerce.Kernel.Limits;

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
