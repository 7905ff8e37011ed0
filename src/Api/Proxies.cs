using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace SocialCommerce.Api;

/// <summary>The trusted proxies: their headers tell the caller's address and protocol.</summary>
internal static class Proxies
{
    /// <summary>
    /// Setting: addresses and networks, separated by commas, such as <c>10.0.0.0/8,192.0.2.7</c>. Of a request from
    /// one of them <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are read; without the setting they never are.
    /// </summary>
    public const string Setting = "SOCIALCOMMERCE_PROXIES";

    /// <summary>Reads the headers of the proxies that are set.</summary>
    public static void Trust(WebApplication app)
    {
        var given = (app.Configuration[Setting] ?? "").Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (given.Length == 0) return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // As many as there are, as long as each is one of ours.
            ForwardLimit = null,
        };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var one in given)
            if (IPAddress.TryParse(one, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(one, out var network)) options.KnownIPNetworks.Add(network);
            else throw new InvalidOperationException($"Set {Setting} to IP addresses and networks; '{one}' is none.");
        app.UseForwardedHeaders(options);
    }
}
