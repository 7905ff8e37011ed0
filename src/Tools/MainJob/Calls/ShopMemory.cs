using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialCommerce.MainJob.Calls;

/// <summary>A shop that was made for certain inputs on a certain server.</summary>
internal sealed record RememberedShop(string Url, string Inputs, string ApiKey);

/// <summary>
/// Remembers in <c>.data/main-job.json</c> which shop was made for which inputs, so that a second run goes to the
/// shop that was already replayed.
/// </summary>
internal sealed class ShopMemory(string file)
{
    public string? Find(Uri url, string inputs) =>
        Load().Find(shop => shop.Url == url.AbsoluteUri && shop.Inputs == inputs)?.ApiKey;

    public void Remember(Uri url, string inputs, string apiKey)
    {
        var shops = Load();
        shops.RemoveAll(shop => shop.Url == url.AbsoluteUri && shop.Inputs == inputs);
        shops.Add(new RememberedShop(url.AbsoluteUri, inputs, apiKey));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(shops, ShopMemoryJson.Default.ListRememberedShop));
        // It holds keys: no other user of this machine may read it.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>A name for exactly these inputs: their hash.</summary>
    public static string Fingerprint(Arguments arguments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in new[] { arguments.Orders, arguments.Referrals })
            hash.AppendData(path is null ? [] : SHA256.HashData(File.ReadAllBytes(path)));
        hash.AppendData(Encoding.UTF8.GetBytes(arguments.Until is { } until ? Bodies.Instant(until) : ""));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private List<RememberedShop> Load()
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(file), ShopMemoryJson.Default.ListRememberedShop) ?? []
                : [];
        }
        catch (JsonException)
        {
            // A broken memory costs a new shop, nothing else.
            return [];
        }
    }
}

/// <summary>Source-generated JSON of the shop memory.</summary>
[JsonSerializable(typeof(List<RememberedShop>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class ShopMemoryJson : JsonSerializerContext;
