using System.Reflection;
using System.Reflection.Emit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>Reads what methods are compiled to.</summary>
internal static class CompiledCode
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The instructions of a method with their places; none of one without a body.</summary>
    public static IEnumerable<(int At, OpCode Code, MemberInfo? Member)> Steps(MethodBase method)
    {
        var bytes = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var ofType = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < bytes.Length;)
        {
            var begin = at;
            short value = bytes[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | bytes[at++]));
            var code = Codes[value];
            MemberInfo? member = null;
            if (code.OperandType is OperandType.InlineMethod)
                member = method.Module.ResolveMethod(BitConverter.ToInt32(bytes, at), ofType, ofMethod);
            if (code.OperandType is OperandType.InlineField)
                member = method.Module.ResolveField(BitConverter.ToInt32(bytes, at), ofType, ofMethod);
            yield return (begin, code, member);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(bytes, at)),
                _ => 4,
            };
        }
    }
}
