namespace SocialCommerce.VerifyStatements;

/// <summary>A statement as a file gives it.</summary>
/// <param name="StatementId">The id under which the file has it.</param>
/// <param name="CustomerId">Whose the file says it is.</param>
/// <param name="Hash">The hash that the file gives, or the one of the bytes where it gives none.</param>
/// <param name="Body">The statement's bytes.</param>
internal sealed record SealedStatement(string StatementId, string CustomerId, string Hash, byte[] Body);
