using System.Net;

namespace SocialCommerce.Kernel.Keys;

/// <summary>From where a key may be used.</summary>
internal static class KeyTerms
{
    /// <summary>An address, or a network such as <c>203.0.113.0/24</c>.</summary>
    public static IPNetwork Network(string text) => text.Contains('/', StringComparison.Ordinal)
        ? IPNetwork.Parse(text)
        : new IPNetwork(IPAddress.Parse(text), IPAddress.Parse(text).GetAddressBytes().Length * 8);

    /// <summary>Whether a text is an address or a network.</summary>
    public static bool IsNetwork(string text) =>
        IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _);
}
