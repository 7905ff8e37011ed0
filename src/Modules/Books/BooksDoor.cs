namespace SocialCommerce.Books;

/// <summary>The way from a batch to the Books module's statements.</summary>
public static class BooksDoor
{
    extension(SqlBatch batch)
    {
        /// <summary>The statements of the Books module.</summary>
        public BooksBatch Books => new(batch);
    }
}
