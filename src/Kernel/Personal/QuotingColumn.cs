namespace SocialCommerce.Kernel.Personal;

/// <summary>A column of JSON that quotes customers by their ids.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">The column.</param>
/// <param name="Type"><c>jsonb</c> or <c>text</c>.</param>
public sealed record QuotingColumn(string Table, string Column, string Type = "jsonb");
