namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>Where a page of links begins: after both ids of a link. No id has a control character.</summary>
internal readonly record struct LinkPosition(string ProductId, string LinkedProductId)
{
    private const char Separator = '\n';

    /// <summary>The position in a cursor; the beginning for the first page.</summary>
    public static LinkPosition Of(string? cursor)
    {
        var text = Paging.Decode(cursor) ?? "";
        var cut = text.IndexOf(Separator, StringComparison.Ordinal);
        return cut < 0 ? new(text, "") : new(text[..cut], text[(cut + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ProductId}{Separator}{LinkedProductId}";
}
