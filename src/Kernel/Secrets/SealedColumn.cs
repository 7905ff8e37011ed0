namespace SocialCommerce.Kernel.Secrets;

/// <summary>A column of sealed texts.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">What, after the shop, tells the table's rows apart.</param>
/// <param name="Column">The column.</param>
/// <param name="Purpose">For what its texts are sealed.</param>
/// <param name="Hash">The column of the same texts' hashes, or null.</param>
public sealed record SealedColumn(string Table, string Key, string Column, string Purpose, string? Hash = null)
{
    /// <summary>The column that had the same texts open before they were sealed, or null; it is emptied.</summary>
    public string? OpenBefore { get; init; }

    /// <summary>The place of a row's text.</summary>
    public SealedPlace Place(long row) => new(Table, Column, row, Purpose);
}
