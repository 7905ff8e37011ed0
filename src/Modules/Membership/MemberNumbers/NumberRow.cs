namespace SocialCommerce.Membership.MemberNumbers;

/// <summary>A form of a customer's number, with the number.</summary>
internal sealed record NumberRow(
    string CustomerId, long Serial, DateTimeOffset GivenAt, string Number, string? TierId, DateTimeOffset Since)
{
    /// <summary>The number of these forms, oldest first; null for none.</summary>
    public static MemberNumber? Of(List<NumberRow> forms) => forms is [.., var last]
        ? new MemberNumber(
            last.CustomerId, last.Number, last.Serial, last.GivenAt,
            [.. forms.Select(form => new NumberForm(form.Number, form.TierId, form.Since))])
        : null;
}
