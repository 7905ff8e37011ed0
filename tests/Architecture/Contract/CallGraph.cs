using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Flows;
using SocialCommerce.Kernel.Database;
using SocialCommerce.Kernel.Problems;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>
/// Which problems a method may throw, read from the compiled code: every method that it calls or passes on, every
/// override of those, the handler and the validator of each request that it sends.
/// </summary>
internal sealed class CallGraph
{
    private const BindingFlags Every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
        | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly Dictionary<MethodBase, Calls> _read = [];
    private readonly Type[] _types;
    private readonly ILookup<Type, Type> _derived;
    private readonly ILookup<Type, MethodBase> _answered;

    /// <summary>Of all types of the product.</summary>
    public CallGraph()
    {
        _types =
        [
            .. Api.Modules.All.Select(module => module.Assembly)
                .Concat([typeof(FlowsModule).Assembly, typeof(Api.Modules).Assembly])
                .SelectMany(assembly => assembly.GetTypes()),
        ];
        _derived = _types.SelectMany(type => Above(type).Select(above => (above, type)))
            .ToLookup(pair => pair.above, pair => pair.type);
        _answered = _types.SelectMany(type => Answers(type)).ToLookup(one => one.Request, one => one.Method);
    }

    /// <summary>The problems that a method may throw.</summary>
    public IReadOnlySet<ProblemType> ProblemsOf(MethodBase root)
    {
        var (seen, waiting) = (new HashSet<MethodBase>(), new Stack<MethodBase>([root]));
        var found = new HashSet<ProblemType>();
        while (waiting.TryPop(out var method))
        {
            if (!seen.Add(method)) continue;
            if (!_read.TryGetValue(method, out var calls)) _read[method] = calls = Read(method);
            found.UnionWith(calls.Problems);
            foreach (var next in calls.Methods) waiting.Push(next);
        }
        return found;
    }

    private static IEnumerable<Type> Above(Type type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType) yield return Open(above);
        foreach (var one in type.GetInterfaces()) yield return Open(one);
    }

    private static Type Open(Type type) => type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;

    /// <summary>What runs for a request: its handlers, and the rules of its validators.</summary>
    private static IEnumerable<(Type Request, MethodBase Method)> Answers(Type type)
    {
        if (type.IsAbstract || type.ContainsGenericParameters) yield break;
        foreach (var one in type.GetInterfaces().Where(one => one.IsGenericType))
            if (one.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
                yield return (one.GetGenericArguments()[0], type.GetInterfaceMap(one).TargetMethods[0]);
            else if (one.GetGenericTypeDefinition() == typeof(IValidator<>))
                yield return (one.GetGenericArguments()[0], type.GetConstructors(Every).First(made => !made.IsStatic));
    }

    private Calls Read(MethodBase method)
    {
        var calls = new Calls([], []);
        foreach (var machine in method.GetCustomAttributes<StateMachineAttribute>())
            calls.Methods.Add(machine.StateMachineType.GetMethod("MoveNext", Every)!);
        if (method.GetMethodBody() is not { } body) return calls;
        var steps = CompiledCode.Steps(method).ToList();
        // What is caught is not answered, unless it is laid to another part of the request.
        var caught = steps.Any(step => step.Member is { Name: nameof(ProblemException.At) } at
                && at.DeclaringType == typeof(ProblemException))
            ? []
            : body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause
                && clause.CatchType == typeof(ProblemException)).ToList();
        var sends = steps.Exists(step => step.Member?.DeclaringType == typeof(IMediator));
        foreach (var parameter in sends ? method.GetParameters() : []) Send(calls, parameter.ParameterType);
        for (var i = 0; i < steps.Count; i++)
        {
            var (at, code, member) = steps[i];
            if (member is null) continue;
            // What is only compared is not thrown.
            if (i + 1 < steps.Count && Compares(steps[i + 1].Code)) continue;
            if (caught.Exists(clause => at >= clause.TryOffset && at < clause.TryOffset + clause.TryLength)) continue;
            if (member is FieldInfo field) Load(calls, code, field);
            if (member is MethodBase called) Call(calls, code, called);
            if (!sends) continue;
            Send(calls, member switch
            {
                FieldInfo loaded => loaded.FieldType,
                ConstructorInfo made => made.DeclaringType!,
                MethodInfo made => made.ReturnType,
                _ => typeof(void),
            });
        }
        return calls;
    }

    private void Send(Calls calls, Type request)
    {
        foreach (var method in _answered[request])
        {
            calls.Methods.Add(method);
            if (IsRules(method.DeclaringType!)) calls.Problems.Add(CommonProblems.ValidationFailed);
        }
    }

    private static void Load(Calls calls, OpCode code, FieldInfo field)
    {
        if (code != OpCodes.Ldsfld) return;
        if (field.FieldType == typeof(ProblemType)) calls.Problems.Add((ProblemType)field.GetValue(null)!);
        else if (IsOurs(field.DeclaringType!) && Open(field.DeclaringType!).TypeInitializer is { } initializer)
            calls.Methods.Add(initializer);
    }

    private void Call(Calls calls, OpCode code, MethodBase called)
    {
        if (called.DeclaringType is not { } type || !IsOurs(type)) return;
        // A module that is named does not run its endpoints.
        if (called.GetParameters().Any(one => one.ParameterType == typeof(IEndpointRouteBuilder))) return;
        if (type == typeof(ValidationFailedException)) calls.Problems.Add(CommonProblems.ValidationFailed);
        if (type == typeof(Db) && called.Name == nameof(Db.Write)) calls.Problems.Add(CommonProblems.StillRunning);
        if (IsRules(type) && code == OpCodes.Newobj) calls.Problems.Add(CommonProblems.ValidationFailed);
        var open = called.Module.ResolveMethod(called.MetadataToken)!;
        calls.Methods.Add(open);
        if (!open.IsVirtual) return;
        foreach (var other in _derived[Open(type)])
            foreach (var candidate in other.GetMethods(Every))
                if (candidate.IsVirtual && candidate.Name.Split('.')[^1] == open.Name
                    && candidate.GetParameters().Length == open.GetParameters().Length)
                    calls.Methods.Add(candidate);
    }

    private static bool Compares(OpCode code) => code == OpCodes.Ceq || code == OpCodes.Bne_Un_S
        || code == OpCodes.Bne_Un || code == OpCodes.Beq_S || code == OpCodes.Beq;

    private static bool IsRules(Type type) => typeof(IValidator).IsAssignableFrom(type);

    private static bool IsOurs(Type type) =>
        type.Assembly.GetName().Name!.StartsWith("SocialCommerce", StringComparison.Ordinal);

    private sealed record Calls(HashSet<MethodBase> Methods, HashSet<ProblemType> Problems);
}
