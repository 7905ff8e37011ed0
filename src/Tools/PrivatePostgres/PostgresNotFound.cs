namespace SocialCommerce.PrivatePostgres;

/// <summary>This machine has no PostgreSQL that we can use; the message says what to do about it.</summary>
public sealed class PostgresNotFound : InvalidOperationException
{
    /// <summary>Without a message of its own.</summary>
    public PostgresNotFound()
        : base(Binaries.Advice) { }

    /// <summary>With the sentence to show.</summary>
    public PostgresNotFound(string message)
        : base(message) { }

    /// <summary>With the sentence to show and what led to it.</summary>
    public PostgresNotFound(string message, Exception inner)
        : base(message, inner) { }
}
