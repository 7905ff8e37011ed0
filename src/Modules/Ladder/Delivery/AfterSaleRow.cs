namespace SocialCommerce.Ladder.Delivery;

/// <summary>An after-sale case as it is kept.</summary>
public sealed record AfterSaleRow(
    string CaseId, DateTimeOffset OpenedAt, bool Suspends, DateTimeOffset? ClosedAt, string? LineIds)
{
    /// <summary>As the API shows it.</summary>
    public AfterSale ToCase() => new(
        CaseId, OpenedAt, Suspends, ClosedAt, LineIds is null ? null : Json.Read<List<string>>(LineIds));
}
