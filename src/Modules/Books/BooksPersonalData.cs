namespace SocialCommerce.Books;

/// <summary>What the module knows of customers.</summary>
internal static class BooksPersonalData
{
    private const string Signed = "the books of a closed month, which two persons have signed";

    /// <summary>Every table of the module.</summary>
    public static readonly PersonalData Data = new(
        [
            new("month_balances") { Kept = Signed },
            new("month_names", """
                (t.month, t.line_no) in (
                    select b.month, b.line_no from month_balances b
                    where b.shop_id = @shop and b.customer_key = any(@people))
                """) { Kept = Signed, KeptAsWritten = ["customer_id"] },
        ],
        new Dictionary<string, string>
        {
            ["month_closes"] = "the closed months of the shop",
            ["month_signatures"] = "who signed them",
        })
    {
        Erases = EraseSql,
    };

    private const string EraseSql = "select erase_books(@shop, @erasure)::text";
}
