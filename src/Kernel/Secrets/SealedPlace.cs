namespace SocialCommerce.Kernel.Secrets;

/// <summary>Where a sealed text stands: it opens there and nowhere else.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Row">What, after the shop, tells the table's rows apart.</param>
/// <param name="Purpose">What the text is, such as <c>payee.name</c>; the first form was bound to that alone.</param>
public readonly record struct SealedPlace(string Table, string Column, long Row, string Purpose);
