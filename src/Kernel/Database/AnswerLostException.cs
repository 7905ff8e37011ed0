using Npgsql;

namespace SocialCommerce.Kernel.Database;

/// <summary>What was asked of the database has been answered or has ended, and nothing has arrived.</summary>
internal sealed class AnswerLostException(Exception cause)
    : NpgsqlException("The database's answer has not arrived.", new IOException(cause.Message, cause));
