using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace SocialCommerce.Kernel.Limits;

/// <summary>
/// How much of one instance an address, a key, a shop or expensive operations may use. Each number is a setting, counts
/// on this instance alone, and is at least 1. The defaults stop a caller that runs away; a contract's quota is lower.
/// </summary>
public sealed class RateLimitSettings(IConfiguration configuration)
{
    /// <summary>Setting: requests a second of one address, before its key is looked at.</summary>
    public const string Address = "SOCIALCOMMERCE_LIMIT_ADDRESS";

    /// <summary>Setting: requests a second of one key.</summary>
    public const string Key = "SOCIALCOMMERCE_LIMIT_KEY";

    /// <summary>Setting: requests a second of all keys of one shop.</summary>
    public const string Shop = "SOCIALCOMMERCE_LIMIT_SHOP";

    /// <summary>Setting: wrong keys a minute of one address.</summary>
    public const string WrongKeys = "SOCIALCOMMERCE_LIMIT_WRONG_KEYS";

    /// <summary>Setting: codes a minute that a shop resolves and that do not exist.</summary>
    public const string UnknownCodes = "SOCIALCOMMERCE_LIMIT_UNKNOWN_CODES";

    /// <summary>Setting: expensive operations at once on this instance; of one shop there is one at a time.</summary>
    public const string Expensive = "SOCIALCOMMERCE_EXPENSIVE_AT_ONCE";

    /// <summary>Setting: expensive operations of one shop that wait for their turn; more are refused.</summary>
    public const string ExpensiveQueue = "SOCIALCOMMERCE_EXPENSIVE_QUEUE";

    /// <summary>Setting: milliseconds that an expensive operation waits for its turn.</summary>
    public const string ExpensivePatience = "SOCIALCOMMERCE_EXPENSIVE_PATIENCE_MS";

    private const int Fast = 50_000;
    private const int WrongKeysAMinute = 300;
    private const int UnknownCodesAMinute = 300;
    private const int Waiting = 50;
    private const int PatienceMs = 30_000;

    /// <summary>Requests a second of one address.</summary>
    public int PerAddress { get; } = Whole(configuration, Address, Fast);

    /// <summary>Requests a second of one key.</summary>
    public int PerKey { get; } = Whole(configuration, Key, Fast);

    /// <summary>Requests a second of one shop.</summary>
    public int PerShop { get; } = Whole(configuration, Shop, Fast);

    /// <summary>Wrong keys a minute of one address.</summary>
    public int WrongKeysPerAddress { get; } = Whole(configuration, WrongKeys, WrongKeysAMinute);

    /// <summary>Unknown codes a minute of one shop.</summary>
    public int UnknownCodesPerShop { get; } = Whole(configuration, UnknownCodes, UnknownCodesAMinute);

    /// <summary>Expensive operations at once on this instance.</summary>
    public int ExpensiveAtOnce { get; } = Whole(configuration, Expensive, Math.Max(2, Environment.ProcessorCount / 2));

    /// <summary>Expensive operations of one shop that wait.</summary>
    public int ExpensiveWaiting { get; } = Whole(configuration, ExpensiveQueue, Waiting);

    /// <summary>How long an expensive operation waits.</summary>
    public TimeSpan Patience { get; } =
        TimeSpan.FromMilliseconds(Whole(configuration, ExpensivePatience, PatienceMs));

    private static int Whole(IConfiguration configuration, string setting, int otherwise)
    {
        var text = configuration[setting];
        if (string.IsNullOrEmpty(text)) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new InvalidOperationException($"Set {setting} to a whole number above 0.");
    }
}
