using System.Net;

namespace SocialCommerce.Kernel.Keys;

/// <summary>Until when and from where a key may be used.</summary>
internal static class KeyTerms
{
    public const int MaxAddresses = 50;

    private const int MaxText = 49;

    /// <summary>An address, or a network such as <c>203.0.113.0/24</c>.</summary>
    public static IPNetwork Network(string text) => text.Contains('/', StringComparison.Ordinal)
        ? IPNetwork.Parse(text)
        : new IPNetwork(IPAddress.Parse(text), IPAddress.Parse(text).GetAddressBytes().Length * 8);

    /// <summary>Refuses texts that are neither an address nor a network.</summary>
    public static void Check<T>(AbstractValidator<T> validator, Func<T, string[]?> addresses) =>
        validator.RuleFor(command => command).Custom((command, context) =>
        {
            var given = addresses(command) ?? [];
            if (given.Length > MaxAddresses)
                Fail(context, "Addresses", "TOO_MANY", $"A key has at most {MaxAddresses} addresses.");
            for (var i = 0; i < Math.Min(given.Length, MaxAddresses); i++)
                if (given[i].Length > MaxText || !IsNetwork(given[i]))
                    Fail(context, $"Addresses[{i}]", "ADDRESS_INVALID",
                        "Must be an IP address or a network such as 203.0.113.0/24.");
        });

    private static bool IsNetwork(string text) =>
        IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _);

    private static void Fail<T>(ValidationContext<T> context, string path, string code, string detail) =>
        context.AddFailure(new FluentValidation.Results.ValidationFailure(path, detail) { ErrorCode = code });
}
