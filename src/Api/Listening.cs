using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SocialCommerce.Api;

/// <summary>Where a started host can be reached from this machine.</summary>
internal static class Listening
{
    /// <summary>The first address that the server really has, also when port 0 was asked for.</summary>
    public static Uri At(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        var first = BindingAddress.Parse(addresses.Addresses.First());
        var host = first.Host is "0.0.0.0" or "[::]" or "*" or "+" ? "127.0.0.1" : first.Host;
        return new UriBuilder(first.Scheme, host, first.Port).Uri;
    }
}
