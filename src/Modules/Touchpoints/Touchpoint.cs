namespace SocialCommerce.Touchpoints;

/// <summary>A place where people see, hear, use or feel the business, and may be won (接触点).</summary>
/// <param name="TouchpointId">The merchant's own id.</param>
/// <param name="Code" example="P4SLT9Q2">Short public code for a QR code or a link; never changes.</param>
/// <param name="Class">One of the seven classes of touchpoints.</param>
/// <param name="Name" example="Poster at the counter">What the merchant calls it.</param>
/// <param name="Place" example="Shanghai, Huaihai Road">Where it is.</param>
/// <param name="Carrier" example="poster">What carries it: a poster, a package card, a screen.</param>
/// <param name="Benefit">What is offered there.</param>
/// <param name="InviterId" example="c-1001">The touchpoint's inviter; absent for the shop's own.</param>
/// <param name="Advertising">Whether the shop pays for reaching people there, such as an advertisement.</param>
/// <param name="CreatedAt">When it was first declared.</param>
/// <param name="UpdatedAt">When it was last declared.</param>
internal sealed record Touchpoint(
    string TouchpointId, string Code, string Class, string Name, string? Place, string? Carrier, Benefit? Benefit,
    string? InviterId, bool Advertising, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The seven classes.</summary>
    internal static readonly string[] Classes =
        ["transactionProcess", "media", "tool", "product", "service", "person", "place"];

    internal const string Columns = """
        t.touchpoint_id, t.code, t.class, t.name, t.place, t.carrier, t.benefit, inviter.customer_id as inviter_id,
            t.advertising, t.created_at, t.updated_at
        from touchpoints t
            left join customers inviter on inviter.shop_id = t.shop_id and inviter.customer_key = t.inviter_key
        """;
}
