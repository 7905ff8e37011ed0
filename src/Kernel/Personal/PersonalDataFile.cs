using System.Text.Json;

namespace SocialCommerce.Kernel.Personal;

/// <summary>Everything about a customer.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="ExportedAt">When, by the shop's clock.</param>
/// <param name="Tables">By where it is kept; a table without rows is absent.</param>
internal sealed record PersonalDataFile(
    string CustomerId, DateTimeOffset ExportedAt, IReadOnlyList<PersonalDataFile.Table> Tables)
{
    /// <summary>What is kept of the customer in one place.</summary>
    /// <param name="Name" example="orders">What it is.</param>
    /// <param name="Rows">
    /// Its entries with the properties that they have; <c>sealed</c> stands for what is stored encrypted or hashed.
    /// </param>
    public sealed record Table(string Name, IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Rows);
}
