using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Kernel.Text;

/// <summary>Settings that are whole numbers above 0; anything else stands for the usual value.</summary>
public static class PositiveNumbers
{
    /// <summary>A number, or the usual one.</summary>
    public static int Positive(this IConfiguration configuration, string name, int usual) =>
        int.TryParse(configuration[name], CultureInfo.InvariantCulture, out var given) && given > 0 ? given : usual;

    /// <summary>A duration in milliseconds, or the usual one.</summary>
    public static TimeSpan Milliseconds(this IConfiguration configuration, string name, TimeSpan usual) =>
        TimeSpan.FromMilliseconds(configuration.Positive(name, (int)usual.TotalMilliseconds));
}
